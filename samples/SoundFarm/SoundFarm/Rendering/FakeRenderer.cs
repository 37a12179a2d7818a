using System.Security.Cryptography;
using System.Text;
using SoundFarm.Jobs;

namespace SoundFarm.Rendering;

/// <summary>Makes no sound, but takes its time and gives the same bytes for the same id: to try the farm itself.</summary>
/// <param name="duration">How long a sound takes.</param>
public sealed class FakeRenderer(TimeSpan duration) : ISoundRenderer
{
    public async Task<byte[]> RenderAsync(string id, CancellationToken cancellationToken)
    {
        if (duration > TimeSpan.Zero)
            await Task.Delay(duration, cancellationToken);
        return SHA256.HashData(Encoding.UTF8.GetBytes(id));
    }

    public SoundMeasures? Measure(byte[] file) => null;
}
