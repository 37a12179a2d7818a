namespace TinyAudioDiffusion.Cli.New;

/// <summary>The files that somebody begins with.</summary>
/// <param name="Files">The files: their paths in the folder, and their text.</param>
/// <param name="Next">What to type next, in order; NAME stands for the folder.</param>
internal sealed record Starter(IReadOnlyList<(string Path, string Text)> Files, IReadOnlyList<string> Next)
{
    /// <summary>Makes the starter of an application that makes drums.</summary>
    /// <param name="name">The name of the application.</param>
    /// <param name="version">The version of the package that it takes.</param>
    public static Starter Console(string name, string version) => new(
        [
            ($"{name}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                  </PropertyGroup>

                  <ItemGroup>
                    <PackageReference Include="TinyAudioDiffusion" Version="{version}" />
                  </ItemGroup>
                </Project>

                """),
            ("Program.cs", """
                using Microsoft.Extensions.DependencyInjection;
                using TinyAudioDiffusion;

                // A kick, a snare, a hi-hat and a percussion sound in the folder that the command line names, or in "drums".
                await using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
                var generator = services.GetRequiredService<IDrumGenerator>();

                var folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "drums");
                foreach (var kind in Enum.GetValues<DrumKind>())
                {
                    var drum = await generator.GenerateAsync(kind, new() { Seed = 7 });   // another seed is another drum
                    var file = Path.Combine(folder.FullName, $"{kind}.wav");
                    drum.Save(file);
                    Console.WriteLine($"{file}  {drum.Duration.TotalSeconds:0.00} s");
                }

                """),
        ],
        ["cd NAME", "dotnet run"]);

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
