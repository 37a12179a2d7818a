using System.Diagnostics;
using System.Security.Cryptography;
using SoundFarm.Grains;
using SoundFarm.Jobs;
using SoundFarm.Storage;

namespace SoundFarm.Rendering;

/// <summary>Carries out one order: makes the sound, unless the store has it already, and describes what the store has.</summary>
public sealed class SoundMaker(ISoundRenderer renderer, ISoundStore store)
{
    /// <summary>Carries out an order.</summary>
    /// <returns>The result, also of a failure.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async Task<SoundResult> MakeAsync(SoundOrder order, CancellationToken cancellationToken)
    {
        using var activity = FarmTelemetry.Source.StartActivity("make sound");
        activity?.SetTag("sound.id", order.Id);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var name = SoundNames.Of(order.Id);
            var file = await store.ReadAsync(name, cancellationToken);
            var isNew = file is null;
            if (file is null)
            {
                file = await renderer.RenderAsync(order.Id, cancellationToken);
                await store.WriteAsync(name, file, cancellationToken);
            }

            var entry = new ManifestEntry(
                order.Index, order.Id, name, Convert.ToHexStringLower(SHA256.HashData(file)), file.Length, renderer.Measure(file));
            FarmTelemetry.Finished(isNew ? "made" : "found", Stopwatch.GetElapsedTime(start));
            return new SoundResult(order, entry, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            FarmTelemetry.Finished("failed", Stopwatch.GetElapsedTime(start));
            return new SoundResult(order, null, $"{exception.GetType().Name}: {exception.Message}");
        }
    }
}
