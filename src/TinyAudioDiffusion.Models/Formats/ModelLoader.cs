using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>Builds the network of an opened model and loads its weights. Every format uses it.</summary>
/// <param name="engine">The engine that will compute.</param>
/// <param name="transforms">The transforms by name.</param>
/// <param name="logger">Receives a warning for each unusual thing in the files.</param>
/// <param name="embedders">The text embedders by name; null for none.</param>
public sealed class ModelLoader(
    TensorEngine engine, Registry<ITransformFactory> transforms, ILogger<ModelLoader> logger, Registry<ITextEmbedder>? embedders = null)
{
    /// <summary>Builds the network and loads its weights.</summary>
    /// <param name="opened">The model; stays the caller's to dispose.</param>
    /// <param name="name">The name of the model in messages.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model with the sampling settings that its files recommend.</returns>
    /// <exception cref="ModelFormatException">Weights and description do not fit each other, or it is no model that makes sound by
    /// itself.</exception>
    public LoadedModel Load(OpenedModel opened, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opened);
        foreach (var warning in opened.Warnings)
            logger.LogWarning("{Warning}", warning);

        var description = opened.Description;
        RequireWaveforms(description, name);
        var network = new DiffusionNetwork(description, transforms);
        try
        {
            network.Load(engine, opened.Weights, cancellationToken);
            var info = new DiffusionModelInfo
            {
                Name = name,
                SampleRate = description.Audio.SampleRate,
                Channels = description.Audio.Channels,
                NativeLength = description.Audio.Length,
                LengthMultiple = network.LengthMultiple,
                Classes = description.ClassLabels,
                DrumClasses = description.DrumClasses,
                Character = description.Character,
                Student = description.Student,
                Condition = network.ConditionOn(engine),
                Splits = description.Splits,
                Text = network.Text is { } text ? text with { Embedder = EmbedderOf(description, name) } : null,
                ParameterCount = network.Parameters.Sum(parameter => (long)parameter.Shape.ElementCount),
            };
            return new LoadedModel(
                ScaledDataModel.Around(new NetworkDiffusionModel(info, network, engine), description.DataScale), description.Settings);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private ITextEmbedder? EmbedderOf(ModelDescription description, string name)
    {
        if (description.TextEmbedder is { } wanted && embedders is not null && embedders.Contains(wanted))
            return embedders.Get(wanted);
        if (description.TextEmbedder is not null)
        {
            logger.LogWarning(
                "{Model} was trained on text as the embedder \"{Embedder}\" gives it, which is not registered; it makes sounds without "
                + "text.",
                name, description.TextEmbedder);
        }

        return null;
    }

    internal static void RequireWaveforms(ModelDescription description, string name)
    {
        var shape = description.Network;
        if (!description.PositionContext && description.Encoder is null && shape.ContextChannels.Any(count => count > 0))
            throw new ModelFormatException(
                name, "network",
                "the network wants context channels, which a drum generator does not give; it can be used through "
                    + "the library's networks");
        if (!shape.UseTimeConditioning && description.Splits is null)
            throw new ModelFormatException(name, "network", "the network does not look at the noise level, so it cannot be sampled from");
        var isPlain = description.Condition is null && description.Splits is null; // the network checks the others
        var inChannels = isPlain ? shape.InChannels : description.Audio.Channels;
        if ((shape.OutChannels ?? shape.InChannels) != inChannels || description.Audio.Channels != inChannels)
            throw new ModelFormatException(
                name, "network",
                $"the network turns {shape.InChannels} channels into {shape.OutChannels ?? shape.InChannels}, which does not fit "
                    + $"{description.Audio.Channels} audio channels");
    }
}
