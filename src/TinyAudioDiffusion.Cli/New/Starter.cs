namespace TinyAudioDiffusion.Cli.New;

/// <summary>The files that somebody begins with.</summary>
/// <param name="Files">The files: their paths in the folder, and their text.</param>
/// <param name="Next">What to type next, in order; NAME stands for the folder.</param>
internal sealed record Starter(IReadOnlyList<(string Path, string Text)> Files, IReadOnlyList<string> Next)
{
    // The files of dotnet new's templates, which the tool carries along.
    private const string Templates = "templates/";

    /// <summary>Makes the starter of an application: that of the template <c>tad-console</c> or <c>tad-web</c>.</summary>
    /// <param name="template">The name of the template.</param>
    /// <param name="name">The name of the application.</param>
    /// <param name="version">The version of the packages that it takes.</param>
    public static Starter Application(string template, string name, string version)
    {
        var assembly = typeof(Starter).Assembly;
        var folder = $"{Templates}{template}/";
        var files = assembly.GetManifestResourceNames().Select(resource => (Resource: resource, Path: resource.Replace('\\', '/')))
            .Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
            .Select(file => (Fill(file.Path[folder.Length..]), Fill(Read(file.Resource))));
        return new([.. files], ["cd NAME", "dotnet run"]);

        string Fill(string text) => text.Replace("DrumApp", name, StringComparison.Ordinal)
            .Replace("PACKAGE-VERSION", version, StringComparison.Ordinal);

        string Read(string resource)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Makes the starter of a training on sounds of one's own.</summary>
    public static Starter Training() => new(
        [
            ("sounds/kick/put-kicks-here.txt", "Sound files: WAV, FLAC, AIFF, MP3 or Ogg Vorbis. Thirty of them are a beginning.\n"),
            ("sounds/snare/put-snares-here.txt", "A folder for each class; its name is what \"tad generate --class\" asks for.\n"),
            ("configuration.json", """
                {
                  "seed": 0,
                  "batch": 4,
                  "rate": { "peak": 0.0003 },
                  "validation": { "interval": 200 },
                  "samples": { "interval": 400 }
                }

                """),
            ("README.md", """
                # A model of my own sounds
                1. Put sounds into `sounds/kick`, `sounds/snare` and folders of your own; delete those that stay empty.
                2. `tad dataset doctor sounds` says what can be used, and what is wrong with the rest.
                3. `tad train sounds --from drums --classes --configuration configuration.json --time 10m --out run`
                   goes on from the built-in model. Without `--from` it begins with nothing, which takes hours.
                4. `run/report.html` has curves and sounds while the training runs. Ctrl-C saves; `tad train --resume run` goes on.
                5. `tad generate --model run/model --class kick -n 8` makes sounds of your model.
                6. `tad evaluate --model run/model --against sounds --training sounds -n 40` tells how near
                   its sounds come to yours, and whether it copies.

                """),
        ],
        ["cd NAME", "tad dataset doctor sounds"]);
}
