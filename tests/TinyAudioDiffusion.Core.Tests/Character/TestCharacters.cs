using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Tests.Character;

/// <summary>Characters of tones: class 0 is low and decays at many rates, class 1 is high.</summary>
internal static class TestCharacters
{
    public static CharacterModel Model { get; } = Fit();

    /// <summary>Gets a model of two classes of one kind that is told these characters.</summary>
    public static DiffusionModelInfo Info { get; } = new()
    {
        Name = "told",
        SampleRate = 44100,
        Channels = 2,
        NativeLength = 64,
        LengthMultiple = 16,
        Classes = ["tom", "clap"],
        DrumClasses = [new("tom", DrumKind.Percussion, 0.75), new("clap", DrumKind.Percussion, 0.25)],
        Character = Model,
    };

    private static CharacterModel Fit()
    {
        var fit = new CharacterFit(2);
        for (var i = 0; i < 24; i++)
        {
            var (pitch, decay) = (1 + (0.3 * Math.Sin(2.3 * i)), 0.02 * Math.Pow(12, ((i * 7) % 24) / 23.0));
            fit.Add(0, SoundControlsTests.Tone(90 * pitch, decay).Samples.Span, 1);
            fit.Add(1, SoundControlsTests.Tone(2500 * pitch, decay * (1 + (0.5 * (i % 3)))).Samples.Span, 1);
        }

        var (space, priors) = fit.Fit(components: 4);
        return new CharacterModel(space, priors);
    }
}
