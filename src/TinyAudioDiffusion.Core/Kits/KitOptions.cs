using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Kits;

/// <summary>Which sounds a kit has.</summary>
public sealed record KitOptions
{
    /// <summary>Gets the drums of the kit; names may not repeat.</summary>
    /// <value>
    /// Null: of a model that tells drums apart finely, <see cref="KitParts.Standard"/> as far as it knows their classes; else one for each
    /// kind.
    /// </value>
    public IReadOnlyList<DrumPart>? Parts { get; init; }

    /// <summary>
    /// Gets how many sounds each drum and velocity has, from 1 to 64, which a sampler plays in turn. The first is the sound of the drum's
    /// seed, the others are small steps around its noise.
    /// </summary>
    /// <value>1.</value>
    public int RoundRobins { get; init; } = 1;

    /// <summary>
    /// Gets the number of velocity layers, from 1 to 16. A softer one is the same drum, darker and shorter: by the sliders of a model that
    /// takes characters, else by a low-pass of first order.
    /// </summary>
    /// <value>1.</value>
    public int VelocityLayers { get; init; } = 1;

    /// <summary>Gets how far the sounds of one drum lie around its own, from 0, the same sound, to 1, any other sound.</summary>
    /// <value>0.15.</value>
    public double Spread { get; init; } = 0.15;

    /// <summary>
    /// Gets whether one brightness, decay and punch, drawn from the kit's seed, are those of all its drums, each within what is usual for
    /// it. Needs a model that takes characters; what the options of a call set wins.
    /// </summary>
    /// <value>True.</value>
    public bool OneCharacter { get; init; } = true;

    /// <summary>Throws where a number is out of range, or a name is there twice.</summary>
    internal void Validate()
    {
        Require(RoundRobins, 1, 64, nameof(RoundRobins));
        Require(VelocityLayers, 1, 16, nameof(VelocityLayers));
        Require(Spread, 0, 1, nameof(Spread));
        if (Parts is { Count: 0 })
            throw new ArgumentException("A kit needs at least one drum.", "kit");
        var counts = (Parts ?? []).CountBy(part => part.Name, StringComparer.OrdinalIgnoreCase);
        if (counts.FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
            throw new ArgumentException($"The kit has \"{twice}\" twice; each drum needs a name of its own.", "kit");
    }

    private static void Require(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(
                "kit", value, $"{nameof(KitOptions)}.{name} is {value}; it must be from {least} to {most}.");
        }
    }
}
