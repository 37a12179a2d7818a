using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>The ranges of a configuration's numbers.</summary>
internal static class TrainingConfigurationRules
{
    private const int MaxBatch = 1024;
    private const int MaxAccumulation = 4096;
    private const int MaxThreads = 1024;
    private const int MaxSampleSteps = 1000;
    private const int MostPaths = 100_000_000;

    public static void Check(TrainingConfiguration configuration, string? file)
    {
        Within("batch", configuration.Batch, 1, MaxBatch);
        Within("accumulation", configuration.Accumulation, 1, MaxAccumulation);
        if (configuration.Steps is not null && configuration.Seconds is not null)
            throw new TrainingConfigurationException("steps", "is given beside \"seconds\": one of them limits a training.", file);
        Share("data.validationShare", configuration.Data?.ValidationShare ?? 0);
        Share("data.syntheticShare", configuration.Data?.SyntheticShare ?? 0);
        Within("steps", configuration.Steps ?? 1, 1, int.MaxValue);
        Above("seconds", configuration.Seconds ?? 1, 0);
        Above("rate.peak", configuration.Rate.Peak, 0);
        Within("rate.warmUp", configuration.Rate.WarmUp, 0, int.MaxValue);
        Within("rate.floor", configuration.Rate.Floor, 0, 1);
        Share("optimizer.beta1", configuration.Optimizer.Beta1);
        Share("optimizer.beta2", configuration.Optimizer.Beta2);
        Above("optimizer.epsilon", configuration.Optimizer.Epsilon, 0);
        Within("optimizer.weightDecay", configuration.Optimizer.WeightDecay, 0, double.MaxValue);
        Above("optimizer.clip", configuration.Optimizer.Clip ?? 1, 0);
        Share("average.decay", configuration.Average.Decay);
        Above("average.power", configuration.Average.Power, 0);
        Above("objective.gamma", configuration.Objective.Gamma, 0);
        Within("objective.classDropout", configuration.Objective.ClassDropout, 0, 1);
        Within("objective.captionDropout", configuration.Objective.CaptionDropout, 0, 1);
        Within("objective.characterDropout", configuration.Objective.CharacterDropout, 0, 1);
        Within("objective.characterNoise", configuration.Objective.CharacterNoise, 0, 10);
        Within("objective.transformShare", configuration.Objective.TransformShare, 0, 1);
        Within("objective.spectralWeight", configuration.Objective.SpectralWeight, 0, 1000);
        Within("objective.spectralNoiseLevel", configuration.Objective.SpectralNoiseLevel, 0, 1);
        if (configuration.Objective.TransformShare > 0 && configuration.Model.Transform.Name == TransformNames.Raw)
            throw new TrainingConfigurationException(
                "objective.transformShare", "needs a model with a transform; this one's network sees the waveform itself.", file);
        var weighsAlike = configuration.Objective is { Weighting: LossWeighting.Uniform, SpectralWeight: 0 };
        if (configuration.Model.Splits is not null && !weighsAlike)
            throw new TrainingConfigurationException(
                "objective", "must weigh all noise levels alike and have no spectral weight: an autoregressive model has a noise level "
                    + "for each split of a sound.", file);
        if (configuration.Distillation is { } distillation)
            CheckDistillation(distillation, configuration.Model.Student);
        Within("validation.interval", configuration.Validation.Interval, 0, int.MaxValue);
        Within("validation.clips", configuration.Validation.Clips, 1, int.MaxValue);
        Within("samples.interval", configuration.Samples.Interval, 0, int.MaxValue);
        Within("samples.count", configuration.Samples.Count, 1, MaxBatch);
        Within("samples.steps", configuration.Samples.Steps, 1, MaxSampleSteps);
        Within("logInterval", configuration.LogInterval, 1, int.MaxValue);
        Within("checkpointInterval", configuration.SaveInterval, 1, int.MaxValue);
        Within("threads", configuration.Threads, 0, MaxThreads);

        void CheckDistillation(DistillationOptions options, StudentSampling? student)
        {
            Within("distillation.paths", options.PathCount, 1, MostPaths);
            Within("distillation.spectralWeight", options.SpectralWeight, 0, 1e6);
            Within("distillation.teacherSteps", options.Steps, 1, TinyAudioDiffusionOptions.DefaultMaxSteps);
            if (student is null)
                throw new TrainingConfigurationException("model.student", "is missing: a distillation makes a student.", file);
            if (student.FindProblem() is { } problem)
                throw new TrainingConfigurationException("model.student", $"{problem}.", file);
        }

        void Within(string field, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
            {
                var range = most is int.MaxValue or double.MaxValue ? $"at least {least}" : $"from {least} to {most}";
                throw new TrainingConfigurationException(field, $"is {value}, but must be {range}.", file);
            }
        }

        void Above(string field, double value, double bound)
        {
            if (!(value > bound && double.IsFinite(value)))
                throw new TrainingConfigurationException(field, $"is {value}, but must be above {bound}.", file);
        }

        void Share(string field, double value)
        {
            if (!(value is >= 0 and < 1))
                throw new TrainingConfigurationException(field, $"is {value}, but must be at least 0 and below 1.", file);
        }
    }
}
