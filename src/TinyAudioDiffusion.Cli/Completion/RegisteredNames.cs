using System.CommandLine.Completions;
using Microsoft.Extensions.DependencyInjection;

namespace TinyAudioDiffusion.Cli.Completion;

/// <summary>The names of the library's samplers or schedules, for shells that complete them.</summary>
internal static class RegisteredNames
{
    public static IEnumerable<CompletionItem> Of<T>()
        where T : class, INamed
    {
        using var services = new ServiceCollection().AddTinyAudioDiffusionCore().Services.BuildServiceProvider();
        return [.. services.GetRequiredService<Registry<T>>().Names.Select(name => new CompletionItem(name))];
    }
}
