using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>
/// A run of residual blocks at one rate, each with its attention where the stage has attention, and the changes of rate before and after.
/// </summary>
internal sealed class Stage
{
    private readonly Weight? _down;
    private readonly Weight? _up;
    private readonly ResidualBlock[] _blocks;
    private readonly SelfAttention[] _attentions;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="reader">Gives the weights.</param>
    /// <param name="resampler">Gives the filters.</param>
    /// <param name="name">The stage's name.</param>
    /// <param name="shape">The widths.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="place">What surrounds the blocks.</param>
    public Stage(WeightReader reader, CubicResampler resampler, string name, BlockShape shape, int blocks, StagePlace place)
    {
        var (joins, isLast) = (place is StagePlace.Up or StagePlace.Last, place is StagePlace.Last);
        if (place is StagePlace.Down or StagePlace.Middle)
        {
            _down = resampler.KernelDown(shape.Inputs);
            reader.RequireFilter($"{name}.down", CubicResampler.Halving);
        }

        if (place is StagePlace.Up or StagePlace.Middle)
        {
            _up = resampler.KernelUp(shape.Outputs);
            reader.RequireFilter($"{name}.up", CubicResampler.Doubling);
        }

        int Outputs(int block) => block == blocks - 1 ? shape.Outputs : shape.Middle;
        _blocks = [.. Enumerable.Range(0, blocks).Select(block => new ResidualBlock(
            reader,
            $"{name}.resnets.{block}",
            block == 0 ? shape.Inputs : shape.Middle,
            shape.Middle,
            Outputs(block),
            joins && block == 0,
            isLast && block == blocks - 1))];
        _attentions = [.. Enumerable.Range(0, shape.HasAttention ? blocks : 0).Select(
            block => new SelfAttention(reader, $"{name}.attentions.{block}", Outputs(block)))];
    }

    /// <summary>Computes the stage.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="x">The input; stays the caller's.</param>
    /// <param name="skip">What the stage of the same rate on the way down gave; null on the way down and at the bottom.</param>
    /// <returns>The output.</returns>
    public Tensor Forward(TensorEngine engine, Tensor x, Tensor? skip = null)
    {
        var current = _down is null ? null : CubicResampler.Down(engine, x, _down);
        for (var block = 0; block < _blocks.Length; block++)
        {
            using (var input = current)
                current = _blocks[block].Forward(engine, input ?? x, block == 0 ? skip : null);
            if (_attentions.Length == 0)
                continue;
            using (var input = current)
                current = _attentions[block].Forward(engine, input);
        }

        if (_up is null)
            return current!;
        using (current)
            return CubicResampler.Up(engine, current!, _up);
    }
}
