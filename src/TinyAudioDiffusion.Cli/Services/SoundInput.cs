using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>Reads the sounds that a command line names, and prints what their readers left out or mended.</summary>
/// <param name="context">The formats to read, and where warnings are printed.</param>
internal sealed class SoundInput(CommandContext context)
{
    // The resampler looks a few samples further than the last one that it makes.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(0.1);

    /// <summary>Reads a whole sound.</summary>
    /// <exception cref="CommandException">There is no such file, or it is a folder.</exception>
    public AudioClip Read(string path)
    {
        InputFile.Require(path);
        return Read(path, int.MaxValue);
    }

    /// <summary>
    /// Reads as much of a sound as a verb uses: nobody waits for hours of a recording of which a second is used.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model that the verb works with.</param>
    /// <param name="length">The length of the new sound in samples of the model's rate; null for the model's own.</param>
    public AudioClip ReadFor(string path, DiffusionModelInfo model, int? length)
    {
        var used = Math.Max(model.NativeLength, length ?? 0) + (long)model.LengthMultiple;
        var seconds = ((double)used / model.SampleRate) + _margin.TotalSeconds;
        return Read(path, (int)Math.Min(int.MaxValue, Math.Ceiling(seconds * context.Formats.Describe(path).SampleRate)));
    }

    /// <summary>Checks that sounds can be read, before work begins that takes time.</summary>
    public void Require(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            InputFile.Require(path);
            context.Formats.Describe(path);
        }
    }

    private AudioClip Read(string path, int mostFrames)
    {
        var clip = context.Formats.Read(path, mostFrames);
        foreach (var warning in clip.Warnings)
            context.Terminal.WriteWarning($"{path}: {warning}.");
        return clip;
    }
}
