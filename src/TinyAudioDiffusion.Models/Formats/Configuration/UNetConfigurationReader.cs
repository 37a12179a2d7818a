using System.Text.Json;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>Reads the shape of a network from a map whose keys are its property names in the format's own spelling.</summary>
internal static class UNetConfigurationReader
{
    /// <summary>Reads and validates the shape.</summary>
    /// <exception cref="ModelFormatException">A value is missing or wrong.</exception>
    public static UNetConfiguration Read(ConfigurationScope scope, JsonNamingPolicy naming, int? usualInChannels = null)
    {
        var nullEmbedding = naming == JsonNamingPolicy.SnakeCaseLower ? "use_embedding_cfg" : "useEmbeddingGuidance";
        var configuration = new UNetConfiguration
        {
            InChannels = scope.OptionalInt(Key(nameof(UNetConfiguration.InChannels))) ?? usualInChannels
                ?? scope.Int(Key(nameof(UNetConfiguration.InChannels))),
            OutChannels = scope.OptionalInt(Key(nameof(UNetConfiguration.OutChannels))),
            Channels = scope.Ints(Key(nameof(UNetConfiguration.Channels))),
            Factors = scope.Ints(Key(nameof(UNetConfiguration.Factors))),
            Items = scope.Ints(Key(nameof(UNetConfiguration.Items))),
            Attentions = scope.OptionalInts(Key(nameof(UNetConfiguration.Attentions))) ?? [],
            CrossAttentions = scope.OptionalInts(Key(nameof(UNetConfiguration.CrossAttentions))) ?? [],
            ContextChannels = scope.OptionalInts(Key(nameof(UNetConfiguration.ContextChannels))) ?? [],
            GatedSkips = scope.OptionalInts(Key(nameof(UNetConfiguration.GatedSkips))) ?? [],
            AttentionHeads = scope.OptionalInt(Key(nameof(UNetConfiguration.AttentionHeads))),
            AttentionFeatures = scope.OptionalInt(Key(nameof(UNetConfiguration.AttentionFeatures))),
            EmbeddingFeatures = scope.OptionalInt(Key(nameof(UNetConfiguration.EmbeddingFeatures))),
            EmbeddingMaxLength = scope.OptionalInt(Key(nameof(UNetConfiguration.EmbeddingMaxLength))),
            UseNullEmbedding = scope.OptionalBool(nullEmbedding) ?? false,
            ResnetGroups = scope.OptionalInt(Key(nameof(UNetConfiguration.ResnetGroups))) ?? 8,
            ModulationFeatures = scope.OptionalInt(Key(nameof(UNetConfiguration.ModulationFeatures))) ?? 1024,
            UseModulation = scope.OptionalBool(Key(nameof(UNetConfiguration.UseModulation))) ?? true,
            UseTimeConditioning = scope.OptionalBool(Key(nameof(UNetConfiguration.UseTimeConditioning))) ?? true,
        };

        configuration.Validate(
            scope.File, property => scope.PlaceOf(property == nameof(UNetConfiguration.UseNullEmbedding) ? nullEmbedding : Key(property)));
        return configuration;

        string Key(string property) => naming.ConvertName(property);
    }
}
