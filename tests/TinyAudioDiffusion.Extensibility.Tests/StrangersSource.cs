using System.Text;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>Serves models out of memory: "memory:440" is a file that says 440.</summary>
internal sealed class StrangersSource : IModelSource
{
    private const string Prefix = "memory:";

    public string Name => "memory";

    public bool Knows(string location) => location.StartsWith(Prefix, StringComparison.Ordinal);

    public Task<ModelFiles> FetchAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken)
    {
        var content = Encoding.ASCII.GetBytes(location[Prefix.Length..]);
        return Task.FromResult(
            new ModelFiles(location, [new ModelFile("tone.txt", location, () => new MemoryStream(content))], Revision: "1"));
    }
}
