using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Training.Recipes;

/// <summary>The ranges of a recipe's numbers.</summary>
internal static class TrainingRecipeRules
{
    private const int MaxBatch = 1024;
    private const int MaxAccumulation = 4096;
    private const int MaxThreads = 1024;
    private const int MaxSampleSteps = 1000;

    public static void Check(TrainingRecipe recipe, string? file)
    {
        Within("batch", recipe.Batch, 1, MaxBatch);
        Within("accumulation", recipe.Accumulation, 1, MaxAccumulation);
        if (recipe.Steps is not null && recipe.Seconds is not null)
            throw new TrainingRecipeException("steps", "is given beside \"seconds\": one of them limits a training.", file);
        Share("data.validationShare", recipe.Data?.ValidationShare ?? 0);
        Share("data.syntheticShare", recipe.Data?.SyntheticShare ?? 0);
        Within("steps", recipe.Steps ?? 1, 1, int.MaxValue);
        Above("seconds", recipe.Seconds ?? 1, 0);
        Above("rate.peak", recipe.Rate.Peak, 0);
        Within("rate.warmUp", recipe.Rate.WarmUp, 0, int.MaxValue);
        Within("rate.floor", recipe.Rate.Floor, 0, 1);
        Share("optimizer.beta1", recipe.Optimizer.Beta1);
        Share("optimizer.beta2", recipe.Optimizer.Beta2);
        Above("optimizer.epsilon", recipe.Optimizer.Epsilon, 0);
        Within("optimizer.weightDecay", recipe.Optimizer.WeightDecay, 0, double.MaxValue);
        Above("optimizer.clip", recipe.Optimizer.Clip ?? 1, 0);
        Share("average.decay", recipe.Average.Decay);
        Above("average.power", recipe.Average.Power, 0);
        Above("objective.gamma", recipe.Objective.Gamma, 0);
        Within("objective.classDropout", recipe.Objective.ClassDropout, 0, 1);
        Within("objective.characterDropout", recipe.Objective.CharacterDropout, 0, 1);
        Within("objective.characterNoise", recipe.Objective.CharacterNoise, 0, 10);
        Within("objective.transformShare", recipe.Objective.TransformShare, 0, 1);
        if (recipe.Objective.TransformShare > 0 && recipe.Model.Transform.Name == TransformNames.Raw)
            throw new TrainingRecipeException("objective.transformShare", "needs a model with a transform; this one's network sees the waveform itself.", file);
        Within("validation.interval", recipe.Validation.Interval, 0, int.MaxValue);
        Within("validation.clips", recipe.Validation.Clips, 1, int.MaxValue);
        Within("samples.interval", recipe.Samples.Interval, 0, int.MaxValue);
        Within("samples.count", recipe.Samples.Count, 1, MaxBatch);
        Within("samples.steps", recipe.Samples.Steps, 1, MaxSampleSteps);
        Within("logInterval", recipe.LogInterval, 1, int.MaxValue);
        Within("checkpointInterval", recipe.CheckpointInterval, 1, int.MaxValue);
        Within("threads", recipe.Threads, 0, MaxThreads);

        void Within(string field, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
                throw new TrainingRecipeException(field, $"is {value}, but must be {(most is int.MaxValue or double.MaxValue ? $"at least {least}" : $"from {least} to {most}")}.", file);
        }

        void Above(string field, double value, double bound)
        {
            if (!(value > bound && double.IsFinite(value)))
                throw new TrainingRecipeException(field, $"is {value}, but must be above {bound}.", file);
        }

        void Share(string field, double value)
        {
            if (!(value is >= 0 and < 1))
                throw new TrainingRecipeException(field, $"is {value}, but must be at least 0 and below 1.", file);
        }
    }
}
