using System.CommandLine;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>The options of every command that say how much it writes beside its results.</summary>
internal sealed class DetailOptions
{
    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Write results, warnings and errors only: no progress, no notices.",
        Recursive = true,
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Write what the library logs as well, and the stack trace of an unexpected error.",
        Recursive = true,
    };

    public void AddTo(RootCommand root)
    {
        root.Options.Add(_quiet);
        root.Options.Add(_verbose);
        _verbose.Validators.Add(result =>
        {
            if (!result.Implicit && result.GetResult(_quiet) is { Implicit: false })
                result.AddError("--quiet and --verbose exclude each other.");
        });
    }

    public Detail Read(ParseResult parsed)
        => parsed.GetValue(_quiet) ? Detail.Quiet : parsed.GetValue(_verbose) ? Detail.Verbose : Detail.Normal;
}
