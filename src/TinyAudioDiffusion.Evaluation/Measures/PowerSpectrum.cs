using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>The power of a part of a sound by frequency: the mean over frames and channels.</summary>
internal sealed class PowerSpectrum
{
    private const int FrameSize = 1024;
    private const int Hop = FrameSize / 2;

    private static readonly FourierTransform _transform = new(FrameSize);
    private static readonly double[] _window =
        [.. Enumerable.Range(0, FrameSize).Select(i => 0.5 - (0.5 * double.CosPi(2.0 * i / FrameSize)))];

    private readonly double[] _power; // mean squares
    private readonly double _width;   // Hz from a bin to the next

    private PowerSpectrum(double[] power, double width) => (_power, _width) = (power, width);

    /// <summary>Gets the mean frequency, weighted by power, in Hz; 0 for silence.</summary>
    public double Centroid
    {
        get
        {
            var (sum, weighted) = (0.0, 0.0);
            for (var k = 0; k < _power.Length; k++)
                (sum, weighted) = (sum + _power[k], weighted + (_power[k] * k * _width));
            return sum > 0 ? weighted / sum : 0;
        }
    }

    /// <summary>Computes the spectrum of the samples from start to end; frames reach beyond the end as if silence followed.</summary>
    public static PowerSpectrum Of(AudioClip clip, int start, int end)
    {
        var power = new double[_transform.Bins];
        var (frame, bins) = (new double[FrameSize], new double[_transform.Bins]);
        var frames = 0;
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var samples = clip.Channel(channel)[start..end];
            for (var first = 0; first == 0 || first + FrameSize <= samples.Length; first += Hop)
            {
                for (var i = 0; i < FrameSize; i++)
                    frame[i] = first + i < samples.Length ? _window[i] * samples[first + i] : 0;
                _transform.Power(frame, bins);
                for (var k = 0; k < bins.Length; k++)
                    power[k] += bins[k] * (k == 0 || k == bins.Length - 1 ? 1 : 2);
                frames++;
            }
        }

        // Parseval: the mean square of a frame under the window.
        var scale = 1 / (frames * FrameSize * _window.Sum(value => value * value));
        return new PowerSpectrum([.. power.Select(value => value * scale)], (double)clip.SampleRate / FrameSize);
    }

    /// <summary>The share of the power below a frequency; 0 for silence.</summary>
    public double ShareBelow(double hertz)
    {
        var sum = _power.Sum();
        return sum > 0 ? _power.Where((_, k) => k * _width < hertz).Sum() / sum : 0;
    }

    /// <summary>The mean square of what is above a frequency.</summary>
    public double MeanSquareAbove(double hertz) => _power.Where((_, k) => k * _width > hertz).Sum();
}
