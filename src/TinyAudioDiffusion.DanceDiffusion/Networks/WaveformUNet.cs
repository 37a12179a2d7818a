using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>
/// The U-Net of Dance Diffusion (Harmonai, 2022): "UNet1DModel" of diffusers, "DiffusionAttnUnet1D" of the original code. It sees the noise
/// level as channels beside the waveform that are constant over time.
/// </summary>
internal sealed class WaveformUNet : IDisposable
{
    private const int BlocksOfAStage = 3;
    private const int BlocksOfTheMiddle = 6;

    private readonly WeightReader _reader;
    private readonly Weight _frequencies;
    private readonly Stage[] _down;
    private readonly Stage _middle;
    private readonly Stage[] _up;

    private WaveformUNet(NetworkShape shape, WeightReader reader)
    {
        (Shape, _reader) = (shape, reader);
        var resampler = new CubicResampler(reader);
        _frequencies = reader.Values("time_proj.weight", shape.Frequencies);
        _down = [.. shape.Down.Select((block, i) => new Stage(
            reader, resampler, $"down_blocks.{i}", block, BlocksOfAStage, i == 0 ? StagePlace.First : StagePlace.Down))];
        _middle = new Stage(reader, resampler, "mid_block", shape.Middle, BlocksOfTheMiddle, StagePlace.Middle);
        _up = [.. shape.Up.Select((block, i) => new Stage(
            reader, resampler, $"up_blocks.{i}", block, BlocksOfAStage, i == shape.Up.Count - 1 ? StagePlace.Last : StagePlace.Up))];
        reader.RequireNoOthers();
    }

    /// <summary>Gets the shape.</summary>
    public NetworkShape Shape { get; }

    /// <summary>Gets the number of trained parameters.</summary>
    public long ParameterCount => _reader.Count;

    /// <summary>Gets the first digits of a hash of the weights.</summary>
    public string Revision => _reader.Revision;

    /// <summary>Builds the network and loads its weights; nothing is read before every name and shape fits.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="weights">The weights under the names of diffusers; stays the caller's.</param>
    /// <param name="engine">The engine that will compute.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelFormatException">Shape and weights do not fit each other.</exception>
    public static WaveformUNet Load(NetworkShape shape, IWeightFile weights, TensorEngine engine, CancellationToken cancellationToken)
    {
        using (var check = new WeightReader(weights, engine: null, cancellationToken))
            _ = new WaveformUNet(shape, check);
        var reader = new WeightReader(weights, engine, cancellationToken);
        try
        {
            return new WaveformUNet(shape, reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Writes the channels that stand for noise levels.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="noiseLevels">The noise levels, [batch].</param>
    /// <param name="features">Receives [batch, 2 * frequencies].</param>
    public void Embed(TensorEngine engine, ReadOnlySpan<float> noiseLevels, Span<float> features)
    {
        var (count, width) = (Shape.Frequencies, 1 + (2 * Shape.Frequencies));
        using var embedded = engine.EmbedFrequencies(noiseLevels, _frequencies);
        var values = new float[noiseLevels.Length * width];
        engine.Read(embedded, values);
        for (var item = 0; item < noiseLevels.Length; item++)
        {
            var sines = values.AsSpan((item * width) + 1, count);
            var cosines = values.AsSpan((item * width) + 1 + count, count);
            var own = features.Slice(2 * item * count, 2 * count);
            (Shape.CosinesFirst ? cosines : sines).CopyTo(own);
            (Shape.CosinesFirst ? sines : cosines).CopyTo(own[count..]);
        }
    }

    /// <summary>Computes the velocity.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="x">
    /// The noisy waveforms and behind them the channels of <see cref="Embed"/>, [batch, channels + features, samples].
    /// </param>
    /// <returns>The velocity, [batch, channels, samples].</returns>
    public Tensor Forward(TensorEngine engine, Tensor x)
    {
        var skips = new Stack<Tensor>();
        try
        {
            foreach (var stage in _down)
                skips.Push(stage.Forward(engine, skips.Count == 0 ? x : skips.Peek()));
            var current = _middle.Forward(engine, skips.Peek());
            foreach (var stage in _up)
            {
                using var inner = current;
                using var skip = skips.Pop();
                current = stage.Forward(engine, inner, skip);
            }

            return current;
        }
        finally
        {
            foreach (var skip in skips)
                skip.Dispose();
        }
    }

    /// <summary>Disposes the weights.</summary>
    public void Dispose() => _reader.Dispose();
}
