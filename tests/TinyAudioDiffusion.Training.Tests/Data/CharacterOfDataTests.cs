using TinyAudioDiffusion.Synthesis;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class CharacterOfDataTests
{
    [Fact]
    public void Every_class_that_has_sounds_gets_a_prior()
    {
        var model = CharacterOfData.Fit(new SyntheticData(new SyntheticDrums(seed: 1, count: 48)), ["snare", "gong", "kick"], components: 3);
        Assert.Equal([true, false, true], model.Priors.Select(prior => prior is not null));
        Assert.Equal(8, model.Space.Size);
        Assert.True(model.Priors[0]!.Mean[0] > model.Priors[2]!.Mean[0]); // snares are brighter than kicks
    }

    [Fact]
    public void Too_few_sounds_are_an_error_of_the_data()
        => Assert.Throws<DataSetException>(() => CharacterOfData.Fit(new SyntheticData(new SyntheticDrums(seed: 1, count: 1)), ["kick"]));
}
