using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// Makes a model of few network calls, the student, out of any model, the teacher, without any sounds: the teacher makes paths from noise
/// to
/// sound, with its guidance, and the student learns to go them in fewer steps (docs/distillation.md). A run has the folder, the files and
/// the exact resume of a <see cref="Trainer"/>'s.
/// </summary>
/// <param name="engine">The engine that computes; stays its owner's.</param>
/// <param name="transforms">The transforms by name.</param>
/// <param name="samplers">The samplers by name.</param>
/// <param name="schedules">The schedules by name.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class Distiller(
    TensorEngine engine, Registry<ITransformFactory> transforms, Registry<ISampler> samplers, Registry<INoiseSchedule> schedules,
    TimeProvider? time = null)
{
    /// <summary>The most network calls that a student is made for.</summary>
    public const int MostCalls = 8;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Plans a distillation: the teacher's recommended recipe, the noise levels that suit the student best (found on a few
    /// paths of the teacher), and settings that fit most models. Limit it by <see cref="TrainingConfiguration.Steps"/> or
    /// <see cref="TrainingConfiguration.Seconds"/>, and change what you like.
    /// </summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="weights">Its weights, under names that start with "net."; they stay the caller's.</param>
    /// <param name="name">Its name: the id of a card, by which its student finds it again, or a path.</param>
    /// <param name="calls">The number of network calls of the student, 1 to 8.</param>
    /// <param name="settings">What the teacher shall do differently from what it recommends; null for nothing.</param>
    /// <param name="cancellationToken">Stops the work within one call of the network.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of calls is not from 1 to 8, or above the teacher's steps.</exception>
    /// <exception cref="TrainingException">The teacher's sampler cannot be learnt.</exception>
    /// <exception cref="UnknownNameException">There is no such sampler or schedule.</exception>
    public TrainingConfiguration Plan(
        ModelDescription teacher, IWeightFile weights, string name, int calls, SamplingSettings? settings = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var recipe = RecipeOf(teacher, settings);
        var most = Math.Min(MostCalls, recipe.Steps!.Value);
        if (calls < 1 || calls > most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(calls), calls, $"A student of this teacher makes 1 to {most} calls, and {calls} were asked for.");
        }

        using var loaded = Load(teacher, weights, recipe);
        var student = new StudentSampling
        {
            NoiseLevels = LevelChoice.Of(loaded, teacher.DataScale, calls, cancellationToken),
            Teacher = teacher.Student?.Teacher ?? new ModelCard { Id = name, Location = name }.PublicId,
            Guidance = teacher.Student is { } own ? own.Guidance : recipe.Guidance,
            GuidanceInterval = teacher.Student is { } same ? same.GuidanceInterval : recipe.GuidanceInterval,
        };
        return new TrainingConfiguration
        {
            Model = teacher with
            {
                Student = student,
                Provenance = null,
                Settings = teacher.Settings?.Finishing is { } finishing ? new SamplingSettings(Finishing: finishing) : null,
            },
            From = name,
            Distillation = new DistillationOptions { Sampler = recipe.Sampler!, Schedule = recipe.Schedule!, Steps = recipe.Steps.Value },
            Batch = 4,
            Rate = new() { Peak = 3e-4, WarmUp = 20, Decay = RateDecay.Cosine, Floor = 0.05 },
            Optimizer = new() { Beta1 = 0.9, Beta2 = 0.99, WeightDecay = 0, Clip = 1 },
            Average = new() { Decay = 0.99 },
            Validation = new() { Interval = 50, Clips = 16 },
            Samples = new() { Interval = 200, Count = 4 },
            SaveInterval = 50,
        };
    }

    /// <summary>Tells how many bytes of disk a path of the teacher takes.</summary>
    /// <param name="configuration">The distillation.</param>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="TrainingConfigurationException">The configuration describes no student.</exception>
    public static long PathBytes(TrainingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (audio, student) = (configuration.Model.Audio, configuration.Model.Student);
        return student is null
            ? throw new TrainingConfigurationException("model.student", "is missing: a distillation makes a student.")
            : PathCache.BytesOf(student.Calls, audio.Channels, audio.Length);
    }

    /// <summary>Distils until the limit of the configuration, or until a caller cancels.</summary>
    /// <param name="job">The distillation.</param>
    /// <param name="progress">Receives a report after every step, on the thread that distils.</param>
    /// <param name="cancellationToken">Stops the work within one pass of a network; everything is saved, and it can go on later.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TrainingException">The parts of the job do not fit together; the teacher's sampler cannot be learnt; or what ends a
    /// training (<see cref="Trainer.RunAsync"/>).</exception>
    /// <exception cref="ModelFormatException">The teacher's weights do not fit its description.</exception>
    /// <exception cref="UnknownNameException">There is no such sampler or schedule.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public Task<TrainingResult> RunAsync(
        DistillationJob job, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Task.Factory.StartNew(
            () => Run(job, progress, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private TrainingResult Run(DistillationJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var configuration = job.Configuration;
        configuration.Validate();
        var distillation = configuration.Distillation
            ?? throw new TrainingException("The configuration is that of a training on sounds: it has no \"distillation\".");
        var recipe = new SamplingSettings(distillation.Sampler, distillation.Schedule, distillation.Steps)
        {
            Guidance = job.Teacher.Student is null ? configuration.Model.Student!.Guidance : null,
            GuidanceInterval = configuration.Model.Student!.GuidanceInterval,
        };
        using var goal = new LearningPaths(configuration, Load(job.Teacher, job.Weights, recipe), job.Weights, job.Folder);
        var training = new TrainingJob
        {
            Configuration = configuration,
            Data = goal.Sounds,
            Folder = job.Folder,
            Start = job.Start ?? TrainingStart.FromModel(job.Weights),
            Observers = job.Observers,
        };
        using var loop = new TrainingLoop(engine, transforms, _time, training, goal, progress);
        return loop.Run(cancellationToken);
    }

    // The call decides, then the teacher's files, then the library's default. A student as teacher has one recipe, and no guidance around
    // it.
    private static SamplingSettings RecipeOf(ModelDescription teacher, SamplingSettings? settings)
    {
        if (teacher.Student is { } student)
            return new SamplingSettings(SamplerNames.Ddim, ScheduleNames.Own, student.Calls);
        var joined = SamplingSettings.Join(settings, teacher.Settings, SamplingSettings.Fast);
        var isGuided = teacher.ClassLabels.Count > 0 && joined.Guidance is not null;
        return joined with
        {
            Schedule = joined.Schedule ?? SamplingSettings.Reference.Schedule,
            Steps = joined.Steps ?? SamplingSettings.Reference.Steps,
            Guidance = isGuided ? joined.Guidance : null,
            GuidanceInterval = isGuided ? joined.GuidanceInterval : null,
        };
    }

    private Teacher Load(ModelDescription teacher, IWeightFile weights, SamplingSettings recipe) => new(
        engine, transforms, teacher, weights, samplers.Get(recipe.Sampler!), LevelsOf(teacher, recipe.Schedule!, recipe.Steps!.Value),
        recipe);

    private float[] LevelsOf(ModelDescription teacher, string schedule, int steps)
    {
        if (teacher.Student is { } student)
            return [.. student.NoiseLevels];
        var levels = new float[steps + 1];
        schedules.Get(schedule).Fill(levels);
        return levels;
    }
}
