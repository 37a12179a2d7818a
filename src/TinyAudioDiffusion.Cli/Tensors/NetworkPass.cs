using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary>One pass of a network with all inputs that a file holds.</summary>
internal sealed class NetworkPass : IDisposable
{
    private readonly TensorEngine _engine;
    private readonly DiffusionNetwork _network;
    private readonly TensorInput _input;
    private readonly float _embeddingScale;
    private readonly List<Tensor> _owned = [];
    private readonly Tensor _x;
    private readonly float[] _noiseLevels;
    private readonly Tensor? _features;
    private readonly Tensor? _embedding;
    private readonly Tensor?[] _context;

    public NetworkPass(TensorEngine engine, DiffusionNetwork network, TensorInput input, float embeddingScale)
    {
        (_engine, _network, _input, _embeddingScale) = (engine, network, input, embeddingScale);
        _x = Own(input.Read(3, "[batch, channels, samples]", "x", "in/x"));
        if (_x.Shape[2] % network.LengthMultiple != 0)
            throw new CommandException($"{input.Path}: x has {_x.Shape[2]} samples; the network takes a multiple of "
                + $"{network.LengthMultiple}.");
        _noiseLevels = input.Find(1, "[batch]", "time", "in/time")?.Values ?? [];
        _features = input.Find(2, "[batch, features]", "features", "in/features") is { } features ? Own(features) : null;
        _embedding = input.Find(3, "[batch, tokens, features]", "embedding", "in/embedding") is { } embedding
            ? Own(Transposed(embedding))
            : null;
        _context = [.. Context()];
    }

    /// <summary>Computes v.</summary>
    /// <exception cref="CommandException">The inputs do not fit the network or each other.</exception>
    public (long[] Shape, float[] Values) Run()
    {
        try
        {
            using var v = _network.Forward(_engine, new NetworkInputs
            {
                Waveforms = _x,
                NoiseLevels = _noiseLevels,
                Features = _features,
                Embedding = _embedding,
                EmbeddingScale = _embeddingScale,
                Context = _context,
            });
            var values = new float[v.Shape.ElementCount];
            _engine.Read(v, values);
            return ([v.Shape[0], v.Shape[1], v.Shape[2]], values);
        }
        catch (ArgumentException exception)
        {
            throw new CommandException($"{_input.Path} does not fit the network: {exception.Message}", exception);
        }
    }

    public void Dispose() => _owned.ForEach(tensor => tensor.Dispose());

    private Tensor Own(InputTensor tensor)
    {
        var created = _engine.CreateTensor(
            tensor.Values,
            tensor.Shape.Length == 2
                ? new Shape(tensor.Shape[0], tensor.Shape[1])
                : new Shape(tensor.Shape[0], tensor.Shape[1], tensor.Shape[2]));
        _owned.Add(created);
        return created;
    }

    // Files have one row for each token, as in PyTorch; the network takes one row for each feature.
    private static InputTensor Transposed(InputTensor embedding)
    {
        var (batch, tokens, features) = (embedding.Shape[0], embedding.Shape[1], embedding.Shape[2]);
        var values = new float[embedding.Values.Length];
        for (var item = 0; item < batch; item++)
        {
            for (var token = 0; token < tokens; token++)
            {
                for (var feature = 0; feature < features; feature++)
                    values[(((item * features) + feature) * tokens) + token] =
                        embedding.Values[(((item * tokens) + token) * features) + feature];
            }
        }

        return new InputTensor(embedding.Name, [batch, features, tokens], values);
    }

    private IEnumerable<Tensor?> Context()
    {
        const int MostLevels = 64;
        var names = _input.Entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var last = Enumerable.Range(0, MostLevels).LastOrDefault(level => names.Contains(Plain(level))
            || names.Contains("in/" + Plain(level)), -1);
        for (var level = 0; level <= last; level++)
            yield return _input.Find(3, "[batch, channels, samples]", Plain(level), "in/" + Plain(level)) is { } channels
                ? Own(channels)
                : null;

        static string Plain(int level) => $"channels/{level}";
    }
}
