using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Evaluation;

namespace TinyAudioDiffusion.Cli.Evaluate;

/// <summary>Makes sounds of each class with each slider from 0 to 1, and measures how well the model obeys.</summary>
internal sealed class SliderTrial
{
    public required IDrumGenerator Generator { get; init; }

    /// <summary>Gets how to make the sounds; the model is named, and the seed of the first sound of each class and slider given.</summary>
    public required GenerationOptions Options { get; init; }

    /// <summary>Gets how many sounds of each class and slider are made, at evenly spaced values.</summary>
    public required int Count { get; init; }

    /// <summary>Makes the sounds, and compares what was asked with what is measured.</summary>
    /// <param name="model">The model's facts. A class without a prior has no sliders, and is left out.</param>
    /// <param name="progress">Receives every sound.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<SliderObedience>> RunAsync(
        DiffusionModelInfo model, WorkProgress progress, CancellationToken cancellationToken)
    {
        var classes = model.Character is { } character
            ? model.Classes.Where((_, index) => character.Priors[index] is not null).ToList()
            : throw new CommandException($"The model {model.Name} knows no characters, so it has no sliders to measure.");
        var (results, sliders) = (new List<SliderObedience>(), CharacterSpace.ControlNames);
        foreach (var @class in classes)
        {
            foreach (var slider in sliders)
            {
                var (asked, heard) = (new List<double>(), new List<SoundControls>());
                for (var i = 0; i < Count; i++)
                {
                    var (made, all) = ((results.Count * Count) + i, classes.Count * sliders.Count * Count);
                    asked.Add((i + 0.5) / Count);
                    heard.Add(SoundControls.Of(await MakeAsync(@class, slider, i, asked[i], progress.OfCall(report
                        => ((1000 * made) + (1000 * report.Step / report.Steps), 1000 * all)), cancellationToken)));
                }

                results.Add(SliderObedience.Of(@class, slider, asked, heard));
            }
        }

        return results;
    }

    private Task<AudioClip> MakeAsync(
        string @class, string slider, int item, double value, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
    {
        var options = Options with
        {
            Class = @class,
            Seed = unchecked((Options.Seed ?? 0) + (ulong)item),
            Character = slider switch
            {
                "brightness" => new() { Brightness = value },
                "decay" => new() { Decay = value },
                "pitch" => new() { Pitch = value },
                "punch" => new() { Punch = value },
                _ => new() { Noisiness = value },
            },
        };
        return Generator.GenerateAsync(options.Model!, options, progress, cancellationToken);
    }
}
