using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>A linear map from the character of a sound to modulation features. A last input tells whether there is a character: 1, or 0 behind zeros.</summary>
internal sealed class CharacterConditioning(ParameterScope scope, int size, int features)
{
    private readonly LinearLayer _linear = new(scope, features, size + 1);

    /// <summary>Gives the features, [batch, features].</summary>
    /// <exception cref="ArgumentException">The number of values does not fit.</exception>
    public Tensor Forward(TensorEngine engine, ReadOnlySpan<float> characters, int batch)
    {
        if (!characters.IsEmpty && characters.Length != batch * size)
            throw new ArgumentException($"{characters.Length} values of characters were given for {batch} items; each has {size}.");
        var inputs = new float[batch * (size + 1)];
        for (var item = 0; item < batch && !characters.IsEmpty; item++)
        {
            var own = characters.Slice(item * size, size);
            if (float.IsNaN(own[0]))
                continue;
            own.CopyTo(inputs.AsSpan(item * (size + 1)));
            inputs[(item * (size + 1)) + size] = 1;
        }

        using var given = engine.CreateTensor(inputs, new Shape(batch, size + 1));
        return engine.Linear(given, _linear.Weights);
    }
}
