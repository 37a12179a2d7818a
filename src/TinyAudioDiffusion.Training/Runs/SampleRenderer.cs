using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Makes the sounds that let a person hear how a training goes: one of each class, or of a few seeds. A model that hears sounds hears the
/// first ones of the data, one that reads text is told their captions.
/// </summary>
internal sealed class SampleRenderer(SampleOptions options, ModelDescription description, ITrainingData data, string folder)
{
    /// <summary>Makes the sounds of a step.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="TrainingException">A sound is not finite.</exception>
    public IReadOnlyList<string> Render(IDiffusionModel model, int step, CancellationToken cancellationToken)
    {
        var info = model.Info;
        var labels = info.Classes.Count > 0 ? info.Classes : [.. Enumerable.Range(1, options.Count).Select(number => number.ToString())];
        float[] levels = description.Student is { } student ? [.. student.NoiseLevels] : EvenLevels();
        var files = new List<string>();
        for (var item = 0; item < labels.Count; item++)
        {
            var noise = new NoiseStream((ulong)item);
            var x = new float[info.Channels * info.NativeLength];
            noise.Fill(x, info.Channels, draw: 0);
            ReadOnlySpan<int> classes = info.Classes.Count > 0 ? [item] : [];
            var run = new SamplingRun(model, levels, [noise], info.NativeLength, classes, cancellationToken: cancellationToken)
            {
                Characters = info.Classes.Count > 0 ? info.Character?.Priors[item]?.Draw((ulong)item) : null,
                Conditions = Heard(info, item),
                Texts = Told(info, item),
            };
            new DdimSampler().Sample(run, x);
            if (!TensorPrimitives.IsFiniteAll<float>(x))
                throw NotFinite.At(step, $"the sound {labels[item]}, which the model made, is not finite");
            var file = Path.Combine(folder, $"step-{step}-{FileName(labels[item])}.wav");
            new AudioClip(x, info.Channels, info.SampleRate).Save(file);
            files.Add(file);
        }

        return files;
    }

    private float[] Heard(DiffusionModelInfo info, int item)
    {
        if (info.Condition is not { } condition)
            return [];
        var sound = new float[info.Channels * info.NativeLength];
        data.Read(item % data.Count, visit: 0, sound);
        var heard = new float[condition.SizeOf(info.Channels, info.NativeLength)];
        condition.Measure(sound, info.Channels, heard);
        return heard;
    }

    private float[] Told(DiffusionModelInfo info, int item)
        => info.Text is { } text && data.Caption(item % data.Count, visit: 0) is { } caption
            ? text.Embedder!.Embed(caption, text.Tokens, text.Features)
            : [];

    // Evenly spaced as the network sees them.
    private float[] EvenLevels()
    {
        var levels = new float[options.Steps + 1];
        new LinearSchedule().Fill(levels);
        foreach (ref var level in levels.AsSpan())
            level = VObjective.ScaledNoiseLevel(level, 1 / description.DataScale);
        return levels;
    }

    private static string FileName(string label)
        => string.Concat(label.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
}
