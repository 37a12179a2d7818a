using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>Turns the sign of the waveform on the way in and on the way out.</summary>
internal sealed class StrangersTransform : ITransformFactory
{
    public string Name => "upside-down";

    public ITransform Create(
        TransformConfiguration configuration, int inChannels, int outChannels, ParameterScope root, out ParameterScope network)
    {
        network = root;
        return new UpsideDown(configuration.Setting("depth", most: 4));
    }

    private sealed class UpsideDown(int depth) : ITransform
    {
        public int NetworkChannels(int audioChannels) => audioChannels;

        public int LengthMultiple(int networkMultiple) => networkMultiple * depth;

        public Tensor Encode(TensorEngine engine, Tensor waveforms) => Turn(engine, waveforms);

        public Tensor Decode(TensorEngine engine, Tensor encoded) => Turn(engine, encoded);

        private static Tensor Turn(TensorEngine engine, Tensor tensor)
        {
            using var twice = engine.Add(tensor, tensor);
            return engine.Extrapolate(tensor, twice, -2f);
        }
    }
}
