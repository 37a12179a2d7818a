using TinyAudioDiffusion.Evaluation.Distances;
using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation.Tests.Distances;

public sealed class CloudComparisonTests
{
    [Theory]
    [InlineData("kick/rock/one.wav", "rock")]
    [InlineData("kick/rock-one.wav", "rock")]
    [InlineData("kick/rock_2.wav", "rock")]
    [InlineData("kick-42", "kick")]
    [InlineData("single", "single")]
    public void AKit_IsAFolderOrTheBeginningOfAName(string name, string kit) => Assert.Equal(kit, KitHalves.KitOf(name));

    [Fact]
    public void Halves_ShareNoKit()
    {
        var sounds = TestSounds.Kit(8).Select((sound, i) => sound with { Name = $"{sound.Label}/kit{i % 5}/{i}.wav" }).ToList();
        var splits = KitHalves.Of(sounds).ToList();
        Assert.Equal(KitHalves.Splits, splits.Count);
        Assert.All(splits, split =>
        {
            Assert.Equal(Enumerable.Range(0, sounds.Count), split.First.Concat(split.Second).Order());
            Assert.Empty(Kits(split.First).Intersect(Kits(split.Second), StringComparer.Ordinal));
        });

        IEnumerable<string> Kits(int[] half) => half.Select(i => KitHalves.KitOf(sounds[i].Name));
    }

    [Fact]
    public void LikeSounds_ReachTheFloor_AndOneSoundAgainAndAgainDoesNot()
    {
        var real = Named(TestSounds.Kit(28), 4);
        var like = SoundEvaluation.Of(TestSounds.Kit(28, seed: 1), real);
        var narrow = SoundEvaluation.Of([.. Enumerable.Range(0, 28).SelectMany(i => TestSounds.Kit(1).Select(sound => sound with { Name = $"{sound.Name}-{i}" }))], real);

        for (var kind = 0; kind < 3; kind++)
        {
            var (good, bad) = (like.Kinds[kind].Cloud!, narrow.Kinds[kind].Cloud!);
            Assert.InRange(good.Coverage, 0.8 * good.RealCoverage, 1);
            Assert.True(bad.Coverage < 0.8 * good.Coverage, $"{bad.Coverage} {good.Coverage}");
            Assert.True(bad.Kernel.Value > good.Kernel.Value + 5, $"{bad.Kernel} {good.Kernel}");
            Assert.Equal(good.RealCoverage, bad.RealCoverage);
            Assert.Equal(0, narrow.Kinds[kind].Sounds.BandSpread!.Value, 1e-9);
            Assert.True(narrow.Kinds[kind].Reference.BandSpread > 0.05);
        }
    }

    [Fact]
    public void RealSoundsOfOneKit_HaveNoFloor()
        => Assert.All(SoundEvaluation.Of(TestSounds.Kit(3, seed: 1), Named(TestSounds.Kit(6), 1)).Kinds, kind => Assert.Null(kind.Cloud));

    private static List<AnalysedSound> Named(List<AnalysedSound> sounds, int kits)
        => [.. sounds.Select((sound, i) => sound with { Name = $"{sound.Label}/kit{i / 3 % kits}/{i}.wav" })];
}
