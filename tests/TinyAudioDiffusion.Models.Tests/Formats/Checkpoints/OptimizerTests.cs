using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Checkpoints;

/// <summary>The optimiser's state: PyTorch's own, and what is none.</summary>
public class OptimizerTests
{
    [Theory]
    [InlineData("torch1")]
    [InlineData("torch2")]
    public void Moments_OfPyTorchsFile_HaveTheNamesAndShapesOfTheWeights(string name)
    {
        using var open = Checkpoint.Open(Fixtures.File($"checkpoint/{name}.ckpt"));
        var optimizer = open.ReadOptimizer()!;
        Assert.True(optimizer.Step > 0);
        Assert.Equal(71, optimizer.Means.Entries.Count); // the time layer, listed twice, is one parameter
        var online = open.Select(WeightSet.Online);
        foreach (var entry in optimizer.Means.Entries)
        {
            Assert.Equal(online.Get(entry.Name).Shape, entry.Shape);
            Assert.All(optimizer.Means.ReadSingles(entry.Name), value => Assert.True(float.IsFinite(value)));
            Assert.All(optimizer.MeanSquares.ReadSingles(entry.Name), value => Assert.True(value >= 0));
        }

        // The square of the mean is at most the mean of the squares, up to their different memories.
        Assert.NotEqual(
            optimizer.Means.ReadSingles("net.blocks.0.to_out.weight"), optimizer.MeanSquares.ReadSingles("net.blocks.0.to_out.weight"));
    }

    [Fact]
    public void Parameter_WithoutState_HasZeros()
    {
        using var open = Open(state => Adam(state, index: 1, step: 7));
        var optimizer = open.ReadOptimizer()!;
        Assert.Equal(7, optimizer.Step);
        Assert.Equal([0, 0], optimizer.Means.ReadSingles("net.a"));
        Assert.Equal([3, 4], optimizer.Means.ReadSingles("net.b"));
        Assert.Equal([5, 6], optimizer.MeanSquares.ReadSingles("net.b"));
    }

    [Fact]
    public void Checkpoint_WithoutOptimiser_HasNone()
    {
        using var open = Checkpoint.Open(
            ZipBuilder.Torch(PickleBuilder.Checkpoint(Weights)).AddStorage("0", 1f, 2f).AddStorage("1", 1f, 2f).File());
        Assert.Null(open.ReadOptimizer());
    }

    [Fact]
    public void DifferentSteps_AreRefused()
    {
        using var open = Open(state =>
        {
            Adam(state, index: 0, step: 7);
            Adam(state, index: 1, step: 8);
        });
        Assert.Contains("8 steps", Assert.Throws<ModelFormatException>(() => open.ReadOptimizer()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Moment_OfAnotherShape_IsRefused()
    {
        using var open = Open(
            state => state.Int(0).Op('}', '(').Text("step").Int(1).Text("exp_avg").Tensor("FloatStorage", "2", 2, 0, [1], [1]).Op('u'));
        Assert.Contains(
            "another network", Assert.Throws<ModelFormatException>(() => open.ReadOptimizer()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_OfAnotherOptimiser_IsRefused()
    {
        using var open = Open(
            state => state.Int(0).Op('}', '(').Text("momentum_buffer").Tensor("FloatStorage", "2", 2, 0, [2], [1]).Op('u'));
        Assert.Contains(
            "not the state of Adam", Assert.Throws<ModelFormatException>(() => open.ReadOptimizer()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nonsense_IsRefusedWithoutHarmToTheWeights(int kind)
    {
        var pickle = PickleBuilder.Checkpoint(Weights, beside =>
        {
            beside.Text("optimizer_states").Op(']', '(');
            _ = kind == 0 ? beside.Int(5) : beside.Op('}');
            beside.Op('e');
        });
        using var open = Checkpoint.Open(ZipBuilder.Torch(pickle).AddStorage("0", 1f, 2f).AddStorage("1", 1f, 2f).File());
        Assert.Equal([1, 2], open.Select(WeightSet.Online).ReadSingles("net.a"));
        Assert.Throws<ModelFormatException>(() => open.ReadOptimizer());
    }

    private static Checkpoint Open(Action<PickleBuilder> states)
    {
        var pickle = PickleBuilder.Checkpoint(Weights, beside =>
        {
            beside.Text("optimizer_states").Op(']', '(').Op('}', '(').Text("state").Op('}', '(');
            states(beside);
            beside.Op('u').Op('u').Op('e');
        });
        return Checkpoint.Open(ZipBuilder.Torch(pickle)
            .AddStorage("0", 1f, 2f).AddStorage("1", 1f, 2f).AddStorage("2", 3f, 4f).AddStorage("3", 5f, 6f).File());
    }

    private static void Weights(PickleBuilder items) => items
        .Text("model.net.a").Tensor("FloatStorage", "0", 2, 0, [2], [1])
        .Text("model.net.b").Tensor("FloatStorage", "1", 2, 0, [2], [1]);

    private static void Adam(PickleBuilder states, int index, int step) => states
        .Int(index).Op('}', '(')
        .Text("step").Int(step)
        .Text("exp_avg").Tensor("FloatStorage", "2", 2, 0, [2], [1])
        .Text("exp_avg_sq").Tensor("FloatStorage", "3", 2, 0, [2], [1])
        .Op('u');
}
