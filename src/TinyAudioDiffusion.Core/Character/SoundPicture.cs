using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion;

/// <summary>
/// A coarse picture of a whole sound: its mel spectrogram in 16 bands and 8 spans of time that double in length, in dB above the loudest cell less 60, at least 0. It shows where the power lies
/// and how it fades, and nothing finer.
/// </summary>
/// <remarks>It starts at the first sample, as one-shots do, and ends after 0.74 s. Level does not count.</remarks>
internal static class SoundPicture
{
    /// <summary>The number of cells.</summary>
    public const int Cells = Bands * Spans;

    private const int Bands = 16;
    private const int Spans = 8;
    private const int SampleRate = 44100;
    private const int Samples = 32768;
    private const double Range = 60;

    private static readonly MelSpectrogram _spectrogram = new(SampleRate, frameSize: 1024, hop: 256, Bands);
    private static readonly int[] _edges = [0, 1, 2, 4, 8, 16, 32, 64, 128];

    /// <summary>Draws the picture of one channel at 44.1 kHz: [bands, spans].</summary>
    public static double[] Of(ReadOnlySpan<float> mono)
    {
        var samples = new float[Samples];
        mono[..Math.Min(mono.Length, Samples)].CopyTo(samples);
        var mel = _spectrogram.Power(samples);
        var (frames, cells) = (mel.Length / Bands, new double[Cells]);
        for (var band = 0; band < Bands; band++)
        {
            for (var span = 0; span < Spans; span++)
            {
                for (var frame = _edges[span]; frame < _edges[span + 1]; frame++)
                    cells[(band * Spans) + span] += mel[(band * frames) + frame];
                cells[(band * Spans) + span] /= _edges[span + 1] - _edges[span];
            }
        }

        var loudest = cells.Max();
        for (var cell = 0; cell < Cells; cell++)
            cells[cell] = cells[cell] > 0 ? Math.Max(0, Range + (10 * Math.Log10(cells[cell] / loudest))) : 0;
        return cells;
    }
}
