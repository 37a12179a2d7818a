using System.Diagnostics;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Cli.Doctor;

/// <summary>A sound that is made to see whether sounds can be made: the built-in model, one step.</summary>
/// <param name="Seconds">How long it took with the model's loading, in seconds; null where it failed.</param>
/// <param name="Problem">Why it failed; null where it did not.</param>
internal sealed record TrialSound(double? Seconds, string? Problem)
{
    public static async Task<TrialSound> MakeAsync(IDrumGenerator generator, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var clip = await generator.GenerateAsync(
                DrumKind.Kick, new() { Seed = 1, Steps = 1, Sampler = SamplerNames.Ddim }, cancellationToken: cancellationToken);
            return clip.PeakDbfs > double.NegativeInfinity
                ? new(Stopwatch.GetElapsedTime(start).TotalSeconds, null)
                : new(null, "the built-in model made silence");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(null, exception.Message);
        }
    }
}
