using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Refinement;

/// <summary>The rules of refiners, beside those of every U-Net.</summary>
internal static class RefinerRules
{
    private const int FewestBands = 2;
    private const int MostBands = 4096;

    /// <summary>Finds what is wrong with a refiner.</summary>
    /// <param name="refiner">The refiner.</param>
    /// <param name="first">The network before it.</param>
    /// <param name="channels">The number of audio channels.</param>
    /// <param name="lengthMultiple">What lengths are multiples of without the refiner, in samples.</param>
    /// <returns>The property and the rest of a sentence; null for nothing.</returns>
    public static (string Property, string Reason)? FindProblem(
        RefinerConfiguration refiner, UNetConfiguration first, int channels, long lengthMultiple)
    {
        var shape = refiner.Network;
        if (refiner.Bands is < FewestBands or > MostBands || refiner.Bands % 2 != 0)
            return ("bands", $"is {refiner.Bands}, but must be an even number from {FewestBands} to {MostBands}.");
        if (lengthMultiple % refiner.Bands != 0)
            return ("bands", $"is {refiner.Bands}, but must divide {lengthMultiple}, which the network's lengths are multiples of.");
        if (shape.InChannels != 4 * channels || shape.OutChannels != 2 * channels)
            return ("network", $"must have {4 * channels} \"inChannels\" and {2 * channels} \"outChannels\" for {channels} audio channels.");
        if (lengthMultiple % shape.LengthMultiple != 0)
            return ("network", $"has factors that multiply to {shape.LengthMultiple}, which does not divide {lengthMultiple}.");
        if (!shape.UseModulation || !shape.UseTimeConditioning || shape.ModulationFeatures != first.ModulationFeatures)
            return ("network", $"must be modulated by {first.ModulationFeatures} features, as the network before it.");
        if (shape.CrossAttentions.Any(count => count > 0) || shape.UseNullEmbedding)
            return ("network", "reads text, which only the network before it does.");
        return shape.ContextChannels.Any(count => count is not (0 or BandPosition.Channels))
            ? ("network", $"must have {BandPosition.Channels} context channels or none at each level.")
            : null;
    }
}
