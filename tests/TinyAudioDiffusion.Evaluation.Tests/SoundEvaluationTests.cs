using TinyAudioDiffusion.Evaluation.Distances;
using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation.Tests;

public sealed class SoundEvaluationTests
{
    private static readonly List<AnalysedSound> _real = TestSounds.Kit(8);

    [Fact]
    public void KindsThatDiffer_AreRecognised_AlsoInCrossValidation()
    {
        var evaluation = SoundEvaluation.Of(TestSounds.Kit(5, seed: 1), _real);

        Assert.Equal(["hihat", "kick", "percussion"], evaluation.Kinds.Select(kind => kind.Label));
        Assert.All(evaluation.Kinds, kind => Assert.Equal(5, kind.Recognised));
        Assert.Equal(1, evaluation.Recognition.Accuracy);
        Assert.Equal(10, evaluation.Classifier.Folds);
        Assert.InRange(evaluation.Classifier.Confusion.BalancedAccuracy, 0.95, 1);
        Assert.Null(evaluation.Memorisation);
    }

    [Fact]
    public void SoundsOfAnotherKind_AreTakenForThatOne_AndFarAway()
    {
        var kicks = TestSounds.Kit(5, seed: 1).Where(sound => sound.Label == "kick").ToList();
        var wrong = kicks.ConvertAll(sound => sound with { Label = "hihat" });

        var (right, evaluation) = (SoundEvaluation.Of(kicks, _real), SoundEvaluation.Of(wrong, _real));

        var hihat = Assert.Single(evaluation.Kinds);
        Assert.Equal(0, hihat.Recognised);
        Assert.Equal(5, evaluation.Recognition.Counts[0][1]);
        Assert.True(hihat.Frechet > 10 * right.Kinds[0].Frechet, $"{hihat.Frechet} {right.Kinds[0].Frechet}");
    }

    [Fact]
    public void SameSound_IsNotDiverse()
    {
        var sound = TestSounds.Kit(1)[0];

        var evaluation = SoundEvaluation.Of([sound, sound with { Name = "again" }, sound with { Name = "and again" }], _real);

        Assert.Equal(0, evaluation.Kinds[0].Diversity!.Value, 1e-6);
        Assert.True(evaluation.Kinds[0].ReferenceDiversity > 0.5);
    }

    [Fact]
    public void Evaluation_IsTheSameEveryTime()
    {
        var sounds = TestSounds.Kit(3, seed: 2);

        var (first, second) = (SoundEvaluation.Of(sounds, _real, _real), SoundEvaluation.Of(sounds, _real, _real));

        Assert.Equal(first.Kinds, second.Kinds);
        Assert.Equal(first.Sounds, second.Sounds);
        Assert.Equal(first.Memorisation, second.Memorisation);
    }

    [Fact]
    public void Memorisation_OfACopy_IsSuspected_OfFreshSoundsNot()
    {
        var training = TestSounds.Kit(20, seed: 5);
        var fresh = TestSounds.Kit(4, seed: 9).Where(sound => sound.Label == "hihat").ToList();

        Assert.Equal(MemorisationVerdict.None, SoundEvaluation.Of(fresh, _real, training).Memorisation!.Verdict);

        List<AnalysedSound> copied = [.. fresh, training[1] with { Name = "copy", Label = "hihat" }];
        var evaluation = SoundEvaluation.Of(copied, _real, training);
        Assert.Equal(MemorisationVerdict.Copies, evaluation.Memorisation!.Verdict);
        Assert.Equal(1, evaluation.Memorisation.Closer);
        Assert.Equal(training[1].Name, evaluation.Sounds[^1].Nearest!.Name);
        Assert.Contains("may be copies", evaluation.Memorisation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongInput_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SoundEvaluation.Of([], _real));
        Assert.Throws<ArgumentException>(() => SoundEvaluation.Of([_real[0] with { Label = "gong" }], _real));
        Assert.Throws<ArgumentException>(() => SoundEvaluation.Of(_real, [.. _real.Where(sound => sound.Label == "kick")]));
    }
}
