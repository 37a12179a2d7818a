using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Tests.UNet;

public class UNetConfigurationRulesTests
{
    private static readonly UNetConfiguration _published = new()
    {
        InChannels = 2,
        Channels = [32, 32, 64, 64, 128, 128, 256, 256],
        Factors = [1, 2, 2, 2, 2, 2, 2, 2],
        Items = [2, 2, 2, 2, 2, 2, 4, 4],
        Attentions = [0, 0, 0, 0, 0, 1, 1, 1],
        AttentionHeads = 8,
        AttentionFeatures = 64,
    };

    [Fact]
    public void FindProblem_PublishedNetwork_FindsNone() => Assert.Null(UNetConfigurationRules.FindProblem(_published));

    [Fact]
    public void Validate_BrokenRule_NamesFileAndKey()
    {
        var broken = _published with { Items = [1] };
        var exception = Assert.Throws<ModelFormatException>(() => broken.Validate("a.yaml", property => "model." + property));
        Assert.Equal(("a.yaml", "model.Items"), (exception.File, exception.Place));
    }

    [Fact]
    public void FindProblem_SeventeenLevels_IsTooMany()
    {
        var ones = Enumerable.Repeat(1, 17).ToArray();
        var broken = _published with { Channels = [.. ones.Select(_ => 8)], Factors = ones, Items = ones, Attentions = [] };
        Assert.Equal(nameof(UNetConfiguration.Channels), UNetConfigurationRules.FindProblem(broken)?.Property);
    }
}
