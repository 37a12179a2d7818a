using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Evaluation.Recognition;

namespace TinyAudioDiffusion.Evaluation.Tests.Recognition;

public sealed class KindClassifierTests
{
    [Fact]
    public void WhatItLearntFrom_ItKnows_WithAMargin()
    {
        var sounds = TestSounds.Kit(6);
        var classifier = KindClassifier.Train(sounds);

        Assert.Equal(["hihat", "kick", "percussion"], classifier.Labels);
        Assert.All(sounds, sound => Assert.Equal(sound.Label, classifier.Classify(sound).Label));
        Assert.All(sounds, sound => Assert.InRange(classifier.Classify(sound).Margin, 0.3, 1.2));
    }

    [Fact]
    public void RareKinds_CountAsMuchAsOthers()
    {
        var many = TestSounds.Kit(30).Where(sound => sound.Label == "kick");
        var few = TestSounds.Kit(2).Where(sound => sound.Label != "kick");
        var classifier = KindClassifier.Train([.. many, .. few]);

        Assert.All(TestSounds.Kit(8, seed: 3), sound => Assert.Equal(sound.Label, classifier.Classify(sound).Label));
    }

    [Fact]
    public void CrossValidation_LeavesStrokesOfADrumOutTogether()
    {
        // Twenty drums of ten equal strokes, kicks and snares by turns: nothing but the other strokes of a drum could tell what it is.
        var sounds = new List<AnalysedSound>();
        for (var drum = 0; drum < 20; drum++)
        {
            var label = drum % 2 == 0 ? "kick" : "snare";
            var first = AnalysedSound.Of($"{label}-{drum:00}", label, null, TestSounds.Tone(200 * Math.Pow(1.2, drum), 0.3));
            sounds.AddRange(Enumerable.Range(0, 10).Select(stroke => first with { Name = $"{first.Name}-{stroke}" }));
        }

        var classifier = KindClassifier.Train(sounds);
        Assert.True(sounds.Count(sound => classifier.Classify(sound).Label == sound.Label) > 190);
        Assert.InRange(KindClassifier.CrossValidate(sounds).Confusion.Accuracy, 0, 0.6);
    }

    [Fact]
    public void OneSoundOfEachKind_IsEnough()
    {
        var quality = KindClassifier.CrossValidate(TestSounds.Kit(1));

        Assert.Equal(3, quality.Folds);
        Assert.Equal(0, quality.Confusion.Accuracy);
    }

    [Fact]
    public void OneKind_IsNothingToTellApart()
        => Assert.Throws<ArgumentException>(() => KindClassifier.Train([.. TestSounds.Kit(3).Where(sound => sound.Label == "kick")]));
}
