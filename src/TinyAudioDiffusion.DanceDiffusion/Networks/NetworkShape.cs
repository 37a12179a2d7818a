namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>The shape of a Dance Diffusion network, whatever file described it.</summary>
internal sealed record NetworkShape
{
    private const int MostLevels = 24;
    private const int MostChannels = 8192;

    /// <summary>Gets the number of audio channels, in and out.</summary>
    public required int Channels { get; init; }

    /// <summary>
    /// Gets the number of random frequencies by which the network sees the noise level; it takes a sine and a cosine of each.
    /// </summary>
    public required int Frequencies { get; init; }

    /// <summary>Gets whether the cosines come before the sines.</summary>
    public bool CosinesFirst { get; init; } = true;

    /// <summary>Gets the stages on the way down; each but the first halves the rate before its blocks.</summary>
    public required IReadOnlyList<BlockShape> Down { get; init; }

    /// <summary>Gets the stage at the bottom, which halves the rate and doubles it again.</summary>
    public required BlockShape Middle { get; init; }

    /// <summary>Gets the stages on the way up; each but the last doubles the rate after its blocks.</summary>
    public required IReadOnlyList<BlockShape> Up { get; init; }

    /// <summary>
    /// Gets the number that every length must be a multiple of: four samples at the bottom, because the filters there reflect two beyond
    /// the ends. The published pipeline takes any three or more.
    /// </summary>
    public int LengthMultiple => 4 << Down.Count;

    /// <summary>Gets the largest number of channels at the full rate.</summary>
    public int WidestChannels => Math.Max(Down[0].Inputs, Down[0].Outputs);

    /// <summary>Finds what cannot be built.</summary>
    /// <returns>The reason, as the rest of a sentence; null for a shape that can.</returns>
    public string? FindProblem()
    {
        if (Down.Count is < 1 or > MostLevels || Up.Count != Down.Count)
            return $"has {Down.Count} stages down and {Up.Count} up; it needs as many up as down, and at most {MostLevels}.";
        if (Channels is < 1 or > 64 || Frequencies is < 1 or > MostChannels)
            return $"has {Channels} audio channels and {Frequencies} frequencies, which no network has.";
        foreach (var block in (ReadOnlySpan<BlockShape>)[.. Down, Middle, .. Up])
        {
            if (Math.Min(block.Inputs, Math.Min(block.Middle, block.Outputs)) < 1
                || Math.Max(block.Inputs, Math.Max(block.Middle, block.Outputs)) > MostChannels)
                return $"has a stage of {block.Inputs}, {block.Middle} and {block.Outputs} channels; each must be 1 to {MostChannels}.";
            if (block.HasAttention && !(BlockShape.Divides(block.Middle) && BlockShape.Divides(block.Outputs)))
                return $"has attention over {block.Middle} and {block.Outputs} channels, which make no heads of 32.";
        }

        for (var i = 0; i < Up.Count; i++)
        {
            var skip = Down[^(i + 1)].Outputs;
            if (Up[i].Inputs != skip)
                return $"has a stage up with {Up[i].Inputs} channels beside one down with {skip}; they must be equal.";
            if (2 * skip == Up[i].Middle)
                return $"widens {skip} channels to {Up[i].Middle} on the way up, which no published model does.";
        }

        return null;
    }
}
