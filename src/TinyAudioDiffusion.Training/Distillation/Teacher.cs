using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>The teacher: goes from noise to sound by its own sampler, schedule and guidance.</summary>
internal sealed class Teacher : IDisposable
{
    private readonly IDiffusionModel _model;
    private readonly IDiffusionModel _guided;
    private readonly ISampler _sampler;

    /// <summary>Loads the teacher's network.</summary>
    /// <param name="engine">The engine that computes.</param>
    /// <param name="transforms">The transforms by name.</param>
    /// <param name="description">The teacher.</param>
    /// <param name="weights">Its weights; read here and not kept.</param>
    /// <param name="sampler">Its sampler.</param>
    /// <param name="levels">Its noise levels.</param>
    /// <param name="settings">Its guidance.</param>
    public Teacher(
        TensorEngine engine, Registry<ITransformFactory> transforms, ModelDescription description, IWeightFile weights, ISampler sampler,
        float[] levels, SamplingSettings settings)
    {
        (_sampler, NoiseLevels) = (sampler, levels);
        RequireWaveforms(description);
        var network = new DiffusionNetwork(description, transforms);
        try
        {
            network.Load(engine, weights);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        Info = new DiffusionModelInfo
        {
            Name = weights.DisplayPath,
            SampleRate = description.Audio.SampleRate,
            Channels = description.Audio.Channels,
            NativeLength = description.Audio.Length,
            LengthMultiple = network.LengthMultiple,
            Classes = description.ClassLabels,
            DrumClasses = description.DrumClasses,
            Character = description.Character,
        };
        _model = ScaledDataModel.Around(new NetworkDiffusionModel(Info, network, engine), description.DataScale);
        _guided = settings.Guidance is { } scale && scale != 1 && Info.Classes.Count > 0
            ? new GuidedModel(_model, (float)scale, settings.GuidanceInterval ?? GuidanceInterval.All, negativeClass: -1)
            : _model;
    }

    public DiffusionModelInfo Info { get; }

    /// <summary>Gets the noise levels of its path.</summary>
    public float[] NoiseLevels { get; }

    /// <summary>Gets the number of values of one state: channels times samples.</summary>
    public int ItemSize => Info.Channels * Info.NativeLength;

    /// <summary>Gets the character of a start, NaN for none; empty where the model takes none.</summary>
    public float[] CharacterOf(PathStart start)
    {
        if (Info.Character is not { } character)
            return [];
        if (start.Class >= 0 && character.Priors[start.Class] is { } prior)
            return prior.Draw(start.Noise.Seed);
        var none = new float[character.Space.Size];
        Array.Fill(none, float.NaN);
        return none;
    }

    /// <summary>Goes from noises to sounds.</summary>
    /// <param name="starts">The starts, side by side.</param>
    /// <param name="levels">The noise levels at which states are wanted.</param>
    /// <param name="cancellationToken">Stops the work within one call of the network.</param>
    /// <returns>The sounds, [items, channels, samples], and what was recorded on the way.</returns>
    /// <exception cref="TrainingException">The sampler draws fresh noise, or a sound is not finite.</exception>
    public (float[] Sounds, PathRecorder Path) Follow(
        ReadOnlySpan<PathStart> starts, IReadOnlyList<float> levels, CancellationToken cancellationToken)
    {
        var (items, size) = (starts.ToArray(), ItemSize);
        var x = new float[items.Length * size];
        for (var item = 0; item < items.Length; item++)
            items[item].Noise.Fill(x.AsSpan(item * size, size), Info.Channels, draw: 0);
        TensorPrimitives.Multiply(x, VObjective.Sigma(NoiseLevels[0]), x);

        var recorder = new PathRecorder(_guided, levels, x.Length);
        int[] classes = Info.Classes.Count > 0 ? [.. items.Select(start => start.Class)] : [];
        NoiseStream[] noise = [.. items.Select(start => start.Noise)];
        var run = new SamplingRun(recorder, NoiseLevels, noise, Info.NativeLength, classes, observer: null, cancellationToken)
        {
            Characters = items.SelectMany(CharacterOf).ToArray(),
            RecordedNoise = (_, _) => throw new TrainingException(
                $"The sampler \"{_sampler.Name}\" draws fresh noise on its way, and no student can know that noise: "
                + "let the teacher use \"ddim\" or another sampler that draws none."),
        };
        _sampler.Sample(run, x);
        return TensorPrimitives.IsFiniteAll<float>(x)
            ? (x, recorder)
            : throw new TrainingException($"{Info.Name} gave a sound that is not finite: it cannot teach.");
    }

    /// <summary>Makes the failure of a sampler that does not visit a level.</summary>
    public TrainingException NotVisited(float level) => new(
        $"The sampler \"{_sampler.Name}\" does not ask the network at the noise level {level} of its schedule: let the teacher use another "
        + "one.");

    public void Dispose() => _model.Dispose();

    private static void RequireWaveforms(ModelDescription description)
    {
        var shape = description.Network;
        if (description.Condition is { } condition)
            throw new TrainingException($"The teacher is of the kind \"{condition.Name}\", which makes no sound by itself.");
        if (description.Encoder is not null)
            throw new TrainingException("The teacher is an autoencoder, which makes no sound by itself.");
        if (!shape.UseTimeConditioning || shape.CrossAttentions.Any(count => count > 0)
            || (!description.PositionContext && shape.ContextChannels.Any(count => count > 0)))
        {
            throw new TrainingException(
                "The teacher makes no sound by itself: its network wants an embedding or context channels, or does not look at the noise "
                + "level.");
        }
    }
}
