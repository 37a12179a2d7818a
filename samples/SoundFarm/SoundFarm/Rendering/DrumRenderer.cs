using SoundFarm.Jobs;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Audio;

namespace SoundFarm.Rendering;

/// <summary>
/// Makes sounds with TinyAudioDiffusion: 24-bit WAV files that carry their recipes. An id decides nothing beyond the registered models.
/// </summary>
public sealed class DrumRenderer(IDrumStudio studio, AudioFormats formats) : ISoundRenderer
{
    public async Task<byte[]> RenderAsync(string id, CancellationToken cancellationToken)
    {
        var clip = await studio.RemakeAsync(SoundId.Parse(id), cancellationToken: cancellationToken);
        using var file = new MemoryStream();
        formats.Write(file, clip, "wav", SampleEncoding.Pcm24);
        return file.ToArray();
    }

    public SoundMeasures? Measure(byte[] file)
    {
        var clip = formats.Read(new MemoryStream(file, writable: false));
        var controls = SoundControls.Of(clip);
        return new SoundMeasures(
            Math.Round(clip.PeakDbfs, 2), Math.Round(controls.Brightness, 2), Math.Round(controls.Decay, 4),
            Math.Round(controls.Pitch, 1), Math.Round(controls.Punch, 4), Math.Round(controls.Noisiness, 2));
    }
}
