namespace TinyAudioDiffusion.Evaluation.Tests;

public sealed class SliderObedienceTests
{
    public static TheoryData<string> Sliders => [.. CharacterSpace.ControlNames];

    [Theory]
    [MemberData(nameof(Sliders))]
    public void EachSlider_IsComparedWithItsOwnMeasure(string slider)
    {
        double[] asked = [0.1, 0.3, 0.5, 0.9];
        var place = CharacterSpace.ControlNames.ToList().IndexOf(slider);

        // The measure of the slider rises with what was asked; all others fall.
        var heard = asked.Select((_, i) =>
        {
            var values = Enumerable.Range(0, 5).Select(control => control == place ? i + 1.0 : 9.0 - i).ToArray();
            return new SoundControls(values[0], values[1], values[2], values[3], values[4]);
        }).ToList();

        var obedience = SliderObedience.Of("tom", slider, asked, heard);

        Assert.Equal(new SliderObedience("tom", slider, 4, 1), obedience);
        Assert.Equal(-1, SliderObedience.Of("tom", slider, [.. asked.Reverse()], heard).Correlation, 1e-12);
    }

    [Fact]
    public void AnUnknownSlider_IsAnError()
        => Assert.Throws<ArgumentException>(
            () => SliderObedience.Of("tom", "warmth", [0, 1], [new(1, 1, 1, 1, 1), new(2, 2, 2, 2, 2)]));
}
