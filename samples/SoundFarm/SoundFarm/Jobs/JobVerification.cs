using System.Security.Cryptography;
using SoundFarm.Rendering;
using SoundFarm.Storage;

namespace SoundFarm.Jobs;

/// <summary>Checks a finished job: every sound once in the manifest, every file as its line says, every checked file made again.</summary>
public sealed class JobVerification(ISoundStore store, ISoundRenderer renderer)
{
    /// <summary>Checks a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="remakeEvery">Makes every n-th sound again in this process and compares the bytes; 0 for none, 1 for all.</param>
    /// <param name="progress">Receives the number of sounds that were checked.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was found.</returns>
    public async Task<VerificationReport> CheckAsync(
        StoredJob job, int remakeEvery, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var (seen, faults, count, remade) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), 0, 0);
        await foreach (var entry in new StoredManifest(store).ReadAsync(job, cancellationToken))
        {
            if (!seen.Add(entry.Id))
                faults.Add($"{entry.Id} is listed twice.");
            var file = await store.ReadAsync(entry.File, cancellationToken);
            if (file is null)
                faults.Add($"{entry.File} is missing.");
            else if (Convert.ToHexStringLower(SHA256.HashData(file)) != entry.Sha256)
                faults.Add($"{entry.File} has another hash than its line says.");
            else if (remakeEvery > 0 && count % remakeEvery == 0 && ++remade > 0
                && !(await renderer.RenderAsync(entry.Id, cancellationToken)).AsSpan().SequenceEqual(file))
                faults.Add($"{entry.File} has other bytes than this process makes of {entry.Id}.");
            progress?.Report(++count);
        }

        return new VerificationReport(job.Sounds, seen.Count, remade, faults);
    }
}

/// <summary>What a verification found.</summary>
/// <param name="Expected">The sounds of the job.</param>
/// <param name="Listed">The different sounds that the manifest lists.</param>
/// <param name="Remade">The sounds that were made again and compared byte for byte.</param>
/// <param name="Faults">A sentence for each fault.</param>
public sealed record VerificationReport(int Expected, int Listed, int Remade, IReadOnlyList<string> Faults);
