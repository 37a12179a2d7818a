using System.Text.Encodings.Web;
using System.Text.Json;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>Writes model.json, leaving out what has its default value.</summary>
internal static class ModelDescriptionWriter
{
    public static void Write(Stream stream, ModelDescription description)
    {
        // Not escaped for HTML, so that licences and labels stay readable.
        using var json = new Utf8JsonWriter(
            stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("formatVersion", ModelDescriptionFile.FormatVersion);
        WriteNetwork(json, description.Network);
        NamedSettingsJson.Write(json, "transform", description.Transform.Name, description.Transform.Settings);

        RefinerJson.Write(json, description.Refiner);
        json.WriteStartObject("audio");
        json.WriteNumber("sampleRate", description.Audio.SampleRate);
        json.WriteNumber("channels", description.Audio.Channels);
        json.WriteNumber("length", description.Audio.Length);
        json.WriteEndObject();

        json.WriteStartObject("diffusion");
        json.WriteString("objective", description.Objective);
        if (description.DataScale != 1f)
            json.WriteNumber("dataScale", description.DataScale);
        json.WriteEndObject();

        ConditionJson.Write(json, description.Condition);
        if (description.TextEmbedder is { } embedder)
        {
            json.WriteStartObject("text");
            json.WriteString("embedder", embedder);
            json.WriteEndObject();
        }

        WriteNumber(json, "splits", description.Splits);
        EncoderJson.Write(json, description.Encoder);
        if (description.PositionContext)
            json.WriteBoolean("positionContext", true);
        if (description.ClassLabels.Count > 0)
        {
            json.WriteStartArray("classLabels");
            foreach (var label in description.ClassLabels)
                json.WriteStringValue(label);
            json.WriteEndArray();
        }

        DrumClassesJson.Write(json, description.DrumClasses);
        if (description.Character is { } character)
            CharacterJson.Write(json, character, description.ClassLabels);
        if (description.Student is { } student)
            StudentJson.Write(json, student);
        WriteText(json, "licence", description.Licence);
        WriteProvenance(json, description.Provenance);
        if (description.Settings is { } settings)
            RecommendedSettings.Write(json, settings);
        json.WriteEndObject();
    }

    internal static void WriteNetwork(Utf8JsonWriter json, UNetConfiguration network)
    {
        json.WriteStartObject("network");
        json.WriteNumber("inChannels", network.InChannels);
        WriteNumber(json, "outChannels", network.OutChannels);
        WriteNumbers(json, "channels", network.Channels);
        WriteNumbers(json, "factors", network.Factors);
        WriteNumbers(json, "items", network.Items);
        WriteNumbers(json, "attentions", network.Attentions);
        WriteNumbers(json, "crossAttentions", network.CrossAttentions);
        WriteNumbers(json, "contextChannels", network.ContextChannels);
        WriteNumbers(json, "gatedSkips", network.GatedSkips);
        WriteNumber(json, "attentionHeads", network.AttentionHeads);
        WriteNumber(json, "attentionFeatures", network.AttentionFeatures);
        WriteNumber(json, "embeddingFeatures", network.EmbeddingFeatures);
        WriteNumber(json, "embeddingMaxLength", network.EmbeddingMaxLength);
        json.WriteBoolean("useEmbeddingGuidance", network.UseNullEmbedding);
        json.WriteNumber("resnetGroups", network.ResnetGroups);
        json.WriteNumber("modulationFeatures", network.ModulationFeatures);
        json.WriteBoolean("useModulation", network.UseModulation);
        json.WriteBoolean("useTimeConditioning", network.UseTimeConditioning);
        json.WriteEndObject();
    }

    private static void WriteProvenance(Utf8JsonWriter json, ModelProvenance? provenance)
    {
        if (provenance is null)
            return;
        json.WriteStartObject("provenance");
        WriteText(json, "source", provenance.Source);
        WriteText(json, "revision", provenance.Revision);
        WriteText(json, "weights", provenance.Weights);
        WriteText(json, "sha256", provenance.Sha256);
        WriteText(json, "createdBy", provenance.CreatedBy);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string key, string? value)
    {
        if (value is not null)
            json.WriteString(key, value);
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, int? value)
    {
        if (value is not null)
            json.WriteNumber(key, value.Value);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IReadOnlyList<int> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(key);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
