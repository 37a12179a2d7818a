namespace TinyAudioDiffusion.Models.UNet;

/// <summary>The rules for every configuration of a U-Net, wherever it was read from. They are checked before a network is built.</summary>
public static class UNetConfigurationRules
{
    /// <summary>The largest number of elements of one parameter.</summary>
    public const long MaxParameterElements = 1 << 28;

    private const int MaxLevels = 16;
    private const int MaxWidth = 1 << 16;
    private const int MaxItems = 256;
    private const int MaxLengthMultiple = 1 << 24;

    /// <summary>Checks a configuration that was read from a file.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="file">The name of the file in messages.</param>
    /// <param name="keyOf">Turns a property's name into the file's own key for it.</param>
    /// <exception cref="ModelFormatException">A rule is broken; the message names the key.</exception>
    public static void Validate(this UNetConfiguration configuration, string file, Func<string, string> keyOf)
    {
        ArgumentNullException.ThrowIfNull(keyOf);
        if (FindProblem(configuration) is var (property, reason))
            throw new ModelFormatException(file, keyOf(property), reason);
    }

    /// <summary>Looks for the first rule that a configuration breaks.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The property and what is wrong with it, as the rest of a sentence; null for a sound configuration.</returns>
    public static (string Property, string Reason)? FindProblem(UNetConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return FindInNumbers(configuration) ?? FindInLists(configuration) ?? FindInAttention(configuration) ?? FindInSizes(configuration);
    }

    private static (string, string)? FindInNumbers(UNetConfiguration c)
    {
        (string Property, int? Value)[] numbers =
        [
            (nameof(c.InChannels), c.InChannels), (nameof(c.OutChannels), c.OutChannels), (nameof(c.ResnetGroups), c.ResnetGroups),
            (nameof(c.ModulationFeatures), c.ModulationFeatures), (nameof(c.AttentionHeads), c.AttentionHeads),
            (nameof(c.AttentionFeatures), c.AttentionFeatures), (nameof(c.EmbeddingFeatures), c.EmbeddingFeatures),
            (nameof(c.EmbeddingMaxLength), c.EmbeddingMaxLength),
        ];
        foreach (var (property, value) in numbers)
        {
            if (value is < 1 or > MaxWidth)
                return (property, $"is {value}, but must be from 1 to {MaxWidth}.");
        }

        return c is { UseModulation: false, UseTimeConditioning: true }
            ? (nameof(c.UseTimeConditioning), "needs use of modulation as well: without it the network would never see the noise level.")
            : null;
    }

    private static (string, string)? FindInLists(UNetConfiguration c)
    {
        if (c.Channels.Count is < 1 or > MaxLevels)
            return (nameof(c.Channels), $"has {c.Channels.Count} entries, but a network has 1 to {MaxLevels} levels.");

        return FindInList(nameof(c.Channels), c.Channels, 1, MaxWidth, c.Levels)
            ?? FindInList(nameof(c.Factors), c.Factors, 1, MaxWidth, c.Levels)
            ?? FindInList(nameof(c.Items), c.Items, 1, MaxItems, c.Levels)
            ?? FindInOptionalList(nameof(c.Attentions), c.Attentions, MaxItems, c.Levels)
            ?? FindInOptionalList(nameof(c.CrossAttentions), c.CrossAttentions, MaxItems, c.Levels)
            ?? FindInOptionalList(nameof(c.ContextChannels), c.ContextChannels, MaxWidth, c.Levels)
            ?? FindInOptionalList(nameof(c.GatedSkips), c.GatedSkips, 1, c.Levels);
    }

    private static (string, string)? FindInList(string property, IReadOnlyList<int> list, int least, int most, int levels)
    {
        if (list.Count != levels)
            return (property, $"has {list.Count} entries where {levels} are needed, one for each entry of channels.");
        foreach (var value in list)
        {
            if (value < least || value > most)
                return (property, $"has the entry {value}, but each must be from {least} to {most}.");
        }

        return null;
    }

    private static (string, string)? FindInOptionalList(string property, IReadOnlyList<int> list, int most, int levels)
        => list.Count == 0 ? null : FindInList(property, list, 0, most, levels);

    private static (string, string)? FindInAttention(UNetConfiguration c)
    {
        var crosses = c.CrossAttentions.Any(count => count > 0);
        if (crosses || c.Attentions.Any(count => count > 0))
        {
            if (c.AttentionHeads is null)
                return (nameof(c.AttentionHeads), "is missing, but there is attention.");
            if (c.AttentionFeatures is null)
                return (nameof(c.AttentionFeatures), "is missing, but there is attention.");
        }

        if (crosses && c.EmbeddingFeatures is null)
            return (nameof(c.EmbeddingFeatures), "is missing, but there is cross-attention.");
        if (c.UseNullEmbedding && c.EmbeddingFeatures is null)
            return (nameof(c.EmbeddingFeatures), "is missing, but there is a null embedding for the embedding scale.");
        return c.UseNullEmbedding && c.EmbeddingMaxLength is null
            ? (nameof(c.EmbeddingMaxLength), "is missing, but there is a null embedding for the embedding scale.")
            : null;
    }

    private static (string, string)? FindInSizes(UNetConfiguration c)
    {
        foreach (var width in c.Channels)
        {
            if (width % c.ResnetGroups != 0)
                return (
                    nameof(c.Channels),
                    $"has the entry {width}, which is no multiple of the {c.ResnetGroups} groups of its normalisation.");
        }

        var multiple = 1L;
        long outer = Math.Max(c.InChannels, c.OutChannels ?? c.InChannels);
        var heads = (c.AttentionHeads ?? 0L) * (c.AttentionFeatures ?? 0L);
        for (var level = 0; level < c.Levels; level++)
        {
            long width = c.Channels[level];
            long context = c.ContextChannels.Count > 0 ? c.ContextChannels[level] : 0;
            multiple *= c.Factors[level];
            if (multiple > MaxLengthMultiple)
                return (nameof(c.Factors), $"multiply to more than {MaxLengthMultiple}, which no length is a multiple of.");

            long[] sizes =
            [
                3 * width * outer, width * outer * c.Factors[level], 3 * width * (width + context), 2 * width * c.ModulationFeatures,
                2 * heads * width, 2 * heads * (c.EmbeddingFeatures ?? 0), (long)c.ModulationFeatures * c.ModulationFeatures,
            ];
            if (sizes.Max() > MaxParameterElements)
                return (
                    nameof(c.Channels),
                    $"asks for a parameter of {sizes.Max()} elements at level {level}; at most {MaxParameterElements} are allowed.");
            outer = width;
        }

        return null;
    }
}
