using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>
/// One level around the next: downsample, items, the inner level, items again, upsample, and the merge with what came in. The reference
/// keeps all of it but the skip in one flat list, "block.blocks", and so do the names here.
/// </summary>
internal sealed class UNetLevel
{
    private const float SkipScale = 0.70710678f; // 2^-0.5

    private readonly int _factor;
    private readonly ConvolutionLayer _down;
    private readonly List<IUNetItem> _itemsDown;
    private readonly UNetLevel? _inner;
    private readonly List<IUNetItem> _itemsUp;
    private readonly ConvolutionLayer _up;
    private readonly ConvolutionLayer? _skipAdapter;
    private readonly ModulationLayer? _skipScale;
    private readonly ConvolutionLayer? _skipMerge;
    private readonly SkipGate? _skipGate;

    public UNetLevel(UNetConfiguration shape, int level, int inChannels, int outChannels, ParameterScope scope, ModulationTable modulations)
    {
        var channels = shape.Channels[level];
        var blocks = scope["block.blocks"];
        var next = 0;
        _factor = shape.Factors[level];
        _down = new ConvolutionLayer(blocks[next++]["block"], channels, inChannels, _factor);
        _itemsDown = Items(shape, level, blocks, modulations, ref next);
        _inner = level + 1 < shape.Levels ? new UNetLevel(shape, level + 1, channels, channels, blocks[next++], modulations) : null;
        _itemsUp = Items(shape, level, blocks, modulations, ref next);
        _up = new ConvolutionLayer(blocks[next]["block.1"], outChannels, channels, taps: 3, WeightUse.Upsampling);

        if (inChannels != outChannels)
            _skipAdapter = new ConvolutionLayer(scope["skip_adapter.block"], outChannels, inChannels, taps: 1);
        if (shape.UseModulation)
            _skipScale = modulations.Declare(scope["skip.blocks.0.1"], outChannels);
        else
            _skipMerge = new ConvolutionLayer(scope["skip.blocks.0"], outChannels, 2 * outChannels, taps: 1);
        if (At(shape.GatedSkips, level) > 0)
            _skipGate = new SkipGate(scope["skip_gate"], outChannels, channels, _factor);
    }

    public Tensor Forward(TensorEngine engine, Tensor x, in UNetConditions conditions)
    {
        var y = engine.Downsample(x, _down.Weights);
        y = Through(_itemsDown, engine, y, conditions);
        if (_inner is not null)
            y = Replace(y, _inner.Forward(engine, y, conditions));
        y = Through(_itemsUp, engine, y, conditions);

        using var last = y;
        using var adapted = _skipAdapter is null ? null : engine.Convolve(x, _skipAdapter.Weights);
        using var gated = _skipGate?.Forward(engine, adapted ?? x, last);
        var skip = gated ?? adapted ?? x;
        if (_skipScale is not null)
        {
            using var scale = _skipScale.Get(engine, conditions);
            return engine.Upsample(last, _up.Weights, _factor, skip, scale);
        }

        using var up = engine.Upsample(last, _up.Weights, _factor);
        return engine.Merge(skip, SkipScale, up, _skipMerge!.Weights);
    }

    private static Tensor Through(List<IUNetItem> items, TensorEngine engine, Tensor y, in UNetConditions conditions)
    {
        foreach (var item in items)
            y = Replace(
                y, engine.ComputeSegment(
                    y, (item, conditions), static (engine, x, state) => state.item.Forward(engine, x, state.conditions)));
        return y;
    }

    private static List<IUNetItem> Items(
        UNetConfiguration shape, int level, ParameterScope blocks, ModulationTable modulations, ref int next)
    {
        var channels = shape.Channels[level];
        var items = new List<IUNetItem>();
        for (var i = 0; i < shape.Items[level]; i++)
        {
            items.Add(new ResidualItem(
                blocks[next++], shape.UseModulation ? blocks[next++] : null, channels, shape.ResnetGroups, modulations));
            if (At(shape.ContextChannels, level) is > 0 and var contextChannels)
                items.Add(new InjectionItem(blocks[next++], channels, contextChannels, level));
            for (var n = 0; n < At(shape.Attentions, level); n++)
                items.Add(Attention(shape, channels, blocks[next++], embeddingFeatures: null));
            for (var n = 0; n < At(shape.CrossAttentions, level); n++)
                items.Add(Attention(shape, channels, blocks[next++], shape.EmbeddingFeatures));
        }

        return items;
    }

    private static AttentionItem Attention(UNetConfiguration shape, int channels, ParameterScope scope, int? embeddingFeatures)
        => new(scope, channels, shape.AttentionHeads!.Value, shape.AttentionFeatures!.Value, embeddingFeatures);

    private static int At(IReadOnlyList<int> list, int level) => list.Count == 0 ? 0 : list[level];

    private static Tensor Replace(Tensor old, Tensor value)
    {
        old.Dispose();
        return value;
    }
}
