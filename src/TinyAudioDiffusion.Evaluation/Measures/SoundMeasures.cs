namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>What can be measured of one sound alone. Levels are relative to full scale; nothing is below <see cref="LowestDbfs"/>, which stands for silence.</summary>
public sealed record SoundMeasures
{
    /// <summary>The level that stands for silence, in dBFS: below what 24 bits hold.</summary>
    public const double LowestDbfs = -150;

    /// <summary>Gets the duration in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets the largest magnitude, in dBFS.</summary>
    public required double PeakDbfs { get; init; }

    /// <summary>Gets a value indicating whether the peak is below -60 dBFS.</summary>
    public required bool IsSilent { get; init; }

    /// <summary>Gets a value indicating whether a sample is beyond full scale, or three in a row are at the same end of it.</summary>
    public required bool IsClipped { get; init; }

    /// <summary>Gets the time until the first sample within 20 dB of the peak, in seconds.</summary>
    public required double Onset { get; init; }

    /// <summary>Gets the time from the loudest 10 ms until all that follow are 20 dB below, in seconds; null where the sound ends before.</summary>
    public double? Decay { get; init; }

    /// <summary>Gets the mean frequency, weighted by power, in Hz.</summary>
    public required double Centroid { get; init; }

    /// <summary>Gets the share of the power below 150 Hz, from 0 to 1.</summary>
    public required double LowShare { get; init; }

    /// <summary>Gets the correlation of the first two channels, from -1 (one is the other upside down) to 1 (they are the same); null for one channel, or a silent one.</summary>
    public double? StereoCorrelation { get; init; }

    /// <summary>Gets the mean of the samples of the worst channel, in dBFS.</summary>
    public required double DcDbfs { get; init; }

    /// <summary>Gets a value indicating whether the last 0.1 s is at least 20 dB below the loudest 0.1 s: what is left at the end should be silence then.</summary>
    public required bool HasDecayed { get; init; }

    /// <summary>Gets the root mean square of the last 0.1 s, in dBFS.</summary>
    public required double TailDbfs { get; init; }

    /// <summary>Gets the root mean square of what is above 8 kHz in the last 0.1 s, in dBFS.</summary>
    public required double HissDbfs { get; init; }

    /// <summary>Gets the time from the onset to the loudest sample, in seconds.</summary>
    public double Attack { get; init; }

    /// <summary>Gets the share of the power in spectral lines that last for at least 35 ms, from 0 (noise) to 1.</summary>
    public double Tonality { get; init; }

    /// <summary>Gets the mean rise of the bands' levels from frame to frame in the first 50 ms, in dB.</summary>
    public double OnsetFlux { get; init; }

    /// <summary>Gets how many times the level rises again by 6 dB or more within 30 dB of the peak: ghosts, and strokes behind the first.</summary>
    public int LaterBodies { get; init; }

    /// <summary>Gets the five measures that the sliders stand on.</summary>
    public SoundControls Controls { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>Gets the level of each of 32 mel bands over the whole sound, in dB relative to the whole.</summary>
    internal IReadOnlyList<double> Bands { get; init; } = [];

    /// <summary>Measures a sound.</summary>
    /// <param name="clip">The sound.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="UnusableSoundException">The sound is empty or not finite.</exception>
    public static SoundMeasures Of(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (clip.Length == 0)
            throw new UnusableSoundException("The sound", "is empty; there is nothing to measure.");
        if (!float.IsFinite(clip.Peak))
            throw new UnusableSoundException("The sound", "has samples that are not finite numbers; render it again.");
        var envelope = new SoundEnvelope(clip);
        var spectrum = PowerSpectrum.Of(clip, 0, clip.Length);
        var tailStart = clip.Length - Math.Min(clip.Length, clip.SampleRate / 10);
        var tail = PowerSpectrum.Of(clip, tailStart, clip.Length);
        var texture = SoundTexture.Of(clip);
        var tailDbfs = Dbfs(envelope.MeanSquare(tailStart, clip.Length));
        return new SoundMeasures
        {
            Seconds = clip.Duration.TotalSeconds,
            PeakDbfs = Math.Max(LowestDbfs, clip.PeakDbfs),
            IsSilent = clip.PeakDbfs < -60,
            IsClipped = IsClippedAnywhere(clip),
            Onset = (double)SoundEnvelope.Onset(clip) / clip.SampleRate,
            Decay = envelope.Decay(decibels: 20),
            Centroid = spectrum.Centroid,
            LowShare = spectrum.ShareBelow(150),
            StereoCorrelation = Correlation(clip),
            DcDbfs = Dc(clip),
            HasDecayed = tailDbfs <= Dbfs(envelope.LoudestMeanSquare) - 20 || tailDbfs <= LowestDbfs,
            TailDbfs = tailDbfs,
            HissDbfs = Dbfs(tail.MeanSquareAbove(8000)),
            Attack = SoundEnvelope.Attack(clip),
            Tonality = texture.Tonality,
            OnsetFlux = texture.OnsetFlux,
            LaterBodies = texture.LaterBodies,
            Controls = SoundControls.Of(clip),
            Bands = texture.Bands,
        };
    }

    internal static double Dbfs(double meanSquare) => Math.Max(LowestDbfs, 10 * Math.Log10(meanSquare));

    private static bool IsClippedAnywhere(AudioClip clip)
    {
        const float fullScale = 0.99996f; // the largest of 16 bits, 32767 / 32768, and what rounding makes of it
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var (run, end) = (0, 0);
            foreach (var sample in clip.Channel(channel))
            {
                if (Math.Abs(sample) > 1)
                    return true;
                var side = sample >= fullScale ? 1 : sample <= -fullScale ? -1 : 0;
                run = side != 0 && side == end ? run + 1 : Math.Abs(side);
                end = side;
                if (run == 3)
                    return true;
            }
        }

        return false;
    }

    private static double? Correlation(AudioClip clip)
    {
        if (clip.Channels < 2)
            return null;
        var left = clip.Channel(0);
        var right = clip.Channel(1);
        var (product, leftSquare, rightSquare) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            product += (double)left[i] * right[i];
            leftSquare += (double)left[i] * left[i];
            rightSquare += (double)right[i] * right[i];
        }

        return leftSquare > 0 && rightSquare > 0 ? product / Math.Sqrt(leftSquare * rightSquare) : null;
    }

    private static double Dc(AudioClip clip)
    {
        var worst = 0.0;
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var sum = 0.0;
            foreach (var sample in clip.Channel(channel))
                sum += sample;
            worst = Math.Max(worst, Math.Abs(sum / clip.Length));
        }

        return Dbfs(worst * worst);
    }
}
