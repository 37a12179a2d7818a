using System.Text.Json.Serialization;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Models.BuiltIn;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary>The document of <c>tad models --json</c>.</summary>
/// <param name="Models">The registered models, then those that are only in the cache.</param>
internal sealed record ModelsReport(IReadOnlyList<ModelsReport.Model> Models)
{
    public static ModelsReport Of(IReadOnlyList<ModelCard> cards, IReadOnlyList<CachedModel> cached)
    {
        var bytes = cached.GroupBy(model => model.Id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Sum(model => model.SizeInBytes), StringComparer.OrdinalIgnoreCase);
        var known = cards.Select(card => new Model(
            card.Id, [.. card.Kinds], card.Location, card.SizeInBytes, bytes.TryGetValue(card.Id, out var found) ? found : null,
            card.Licence, card.Description)
        {
            Classes = [.. card.Classes.Select(@class => @class.Name)],
            IsBuiltIn = BuiltInModels.All.Any(model => model.Location == card.Location),
        });
        var others = bytes.Where(item => !cards.Any(card => string.Equals(card.Id, item.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(item => new Model(item.Key, [], item.Key, item.Value, item.Value, null, "In the cache of the Hugging Face Hub."));
        return new([.. known, .. others]);
    }

    /// <summary>One model.</summary>
    /// <param name="Id">The name for --model.</param>
    /// <param name="Kinds">The kinds that it makes.</param>
    /// <param name="Location">Where it is.</param>
    /// <param name="SizeInBytes">The size of what must be read or downloaded; null where unknown.</param>
    /// <param name="CachedBytes">The size of what of it is in the cache; null for nothing.</param>
    /// <param name="Licence">The licence of its weights; null where unknown.</param>
    /// <param name="Description">One sentence about it.</param>
    internal sealed record Model(
        string Id, IReadOnlyList<DrumKind> Kinds, string Location, long? SizeInBytes, long? CachedBytes, string? Licence,
        string Description)
    {
        /// <summary>Gets the classes under the kinds; empty where the card names none.</summary>
        public IReadOnlyList<string> Classes { get; init; } = [];

        /// <summary>Gets whether the model is a part of the program.</summary>
        [JsonIgnore]
        public bool IsBuiltIn { get; init; }
    }
}
