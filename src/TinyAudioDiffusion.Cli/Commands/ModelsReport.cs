using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Commands;

/// <summary>What <c>tad models --json</c> prints.</summary>
/// <param name="Models">The registered models.</param>
internal sealed record ModelsReport(IReadOnlyList<ModelsReport.Model> Models)
{
    public static ModelsReport Of(IEnumerable<ModelCard> cards) => new([.. cards.Select(card => new Model(
        card.Id, [.. card.Kinds], card.Location, card.SizeInBytes, card.Licence, card.Description))]);

    /// <summary>One model.</summary>
    /// <param name="Id">The name for --model.</param>
    /// <param name="Kinds">What it makes.</param>
    /// <param name="Location">Where it is.</param>
    /// <param name="SizeInBytes">What must be read; null where unknown.</param>
    /// <param name="Licence">The licence of its weights; null where unknown.</param>
    /// <param name="Description">One sentence about it.</param>
    internal sealed record Model(string Id, IReadOnlyList<DrumKind> Kinds, string Location, long? SizeInBytes, string? Licence, string Description);
}
