using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests;

/// <summary>What a command line did, run inside the test's process.</summary>
internal sealed record Tad(int ExitCode, string Output, string Error)
{
    public static async Task<Tad> RunAsync(params string[] args) => await RunAsync(args, CancellationToken.None);

    public static async Task<Tad> RunAsync(string[] args, CancellationToken cancellationToken, Action<TinyAudioDiffusionBuilder>? plugIns = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await TadApplication.RunAsync(args, output, error, plugIns ?? (_ => { }), cancellationToken);
        return new Tad(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that must do what it is asked to do.</summary>
    public static async Task<Tad> SucceedAsync(params string[] args)
    {
        var run = await RunAsync(args);
        Assert.True(run.ExitCode == ExitCodes.Success, $"{run.ExitCode}: {run.Error}");
        return run;
    }

    /// <summary>Runs a command line that must fail with one sentence, and with a hint below it where the line is not understood.</summary>
    public static async Task<string> FailAsync(params string[] args)
    {
        var run = await RunAsync(args);
        Assert.True(run.ExitCode is ExitCodes.Failure or ExitCodes.Usage, $"{run.ExitCode}: {run.Error}");
        Assert.Empty(run.Output);
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(run.ExitCode == ExitCodes.Usage ? 2 : 1, lines.Length);
        var sentence = lines[0];
        Assert.StartsWith("error: ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("This is a bug", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence.TrimEnd(), StringComparison.Ordinal);
        return sentence;
    }
}
