using System.Globalization;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>A text file with a frequency.</summary>
internal sealed class StrangersFormat : IModelFormat
{
    public string Name => "tone";

    public FormatFit Probe(ModelFiles files) => files.Find("tone.txt") is null ? FormatFit.None : FormatFit.Names;

    public LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken)
    {
        var file = files.Find("tone.txt")!;
        using var reader = new StreamReader(file.OpenRead());
        return float.TryParse(reader.ReadToEnd(), CultureInfo.InvariantCulture, out var frequency)
            ? new LoadedModel(new StrangersModel(frequency), new SamplingSettings("forgetful", "quadratic", 5))
            : throw new ModelFormatException(file.DisplayPath, null, "this is no frequency.");
    }
}
