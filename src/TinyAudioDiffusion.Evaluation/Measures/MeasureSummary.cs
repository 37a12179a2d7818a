namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>What was measured of many sounds, see <see cref="SoundMeasures"/> for each of them.</summary>
public sealed record MeasureSummary
{
    /// <summary>Gets the number of sounds.</summary>
    public required int Sounds { get; init; }

    /// <summary>Gets how many of them are clipped.</summary>
    public required int Clipped { get; init; }

    /// <summary>Gets how many of them are silent.</summary>
    public required int Silent { get; init; }

    /// <summary>Gets how many of them have decayed at their end.</summary>
    public required int Decayed { get; init; }

    /// <summary>Gets the onsets, in seconds.</summary>
    public Spread? Onset { get; init; }

    /// <summary>Gets the times of decay by 20 dB, in seconds, of sounds that do.</summary>
    public Spread? Decay { get; init; }

    /// <summary>Gets the mean frequencies, in Hz.</summary>
    public Spread? Centroid { get; init; }

    /// <summary>Gets the shares of power below 150 Hz.</summary>
    public Spread? LowShare { get; init; }

    /// <summary>Gets the correlations of the channels, of sounds that have two.</summary>
    public Spread? StereoCorrelation { get; init; }

    /// <summary>Gets the offsets, in dBFS.</summary>
    public Spread? DcDbfs { get; init; }

    /// <summary>Gets the levels of the last 0.1 s, in dBFS, of sounds that have decayed.</summary>
    public Spread? TailDbfs { get; init; }

    /// <summary>Gets the levels above 8 kHz in the last 0.1 s, in dBFS, of sounds that have decayed.</summary>
    public Spread? HissDbfs { get; init; }

    /// <summary>Gets the times from the onset to the loudest sample, in seconds.</summary>
    public Spread? Attack { get; init; }

    /// <summary>Gets the shares of power in lasting spectral lines.</summary>
    public Spread? Tonality { get; init; }

    /// <summary>Gets the rises of the bands at the onset, in dB.</summary>
    public Spread? OnsetFlux { get; init; }

    /// <summary>Gets how many sounds have a body after the first.</summary>
    public int WithLaterBodies { get; init; }

    /// <summary>Gets the standard deviation of a mel band's level between sounds, the mean of 32 bands, in dB; null for fewer than two sounds.</summary>
    public double? BandSpread { get; init; }

    /// <summary>Sums up sounds.</summary>
    /// <param name="sounds">The sounds' measures.</param>
    /// <returns>The summary.</returns>
    public static MeasureSummary Of(IReadOnlyCollection<SoundMeasures> sounds)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        var decayed = sounds.Where(sound => sound.HasDecayed && !sound.IsSilent).ToList();
        return new MeasureSummary
        {
            Sounds = sounds.Count,
            Clipped = sounds.Count(sound => sound.IsClipped),
            Silent = sounds.Count(sound => sound.IsSilent),
            Decayed = decayed.Count,
            Onset = Spread.Of(sounds.Select(sound => sound.Onset)),
            Decay = Spread.Of(sounds.Select(sound => sound.Decay).OfType<double>()),
            Centroid = Spread.Of(sounds.Select(sound => sound.Centroid)),
            LowShare = Spread.Of(sounds.Select(sound => sound.LowShare)),
            StereoCorrelation = Spread.Of(sounds.Select(sound => sound.StereoCorrelation).OfType<double>()),
            DcDbfs = Spread.Of(sounds.Select(sound => sound.DcDbfs)),
            TailDbfs = Spread.Of(decayed.Select(sound => sound.TailDbfs)),
            HissDbfs = Spread.Of(decayed.Select(sound => sound.HissDbfs)),
            Attack = Spread.Of(sounds.Select(sound => sound.Attack)),
            Tonality = Spread.Of(sounds.Select(sound => sound.Tonality)),
            OnsetFlux = Spread.Of(sounds.Select(sound => sound.OnsetFlux)),
            WithLaterBodies = sounds.Count(sound => sound.LaterBodies > 0),
            BandSpread = BandSpreadOf([.. sounds.Where(sound => !sound.IsSilent).Select(sound => sound.Bands)]),
        };
    }

    private static double? BandSpreadOf(List<IReadOnlyList<double>> sounds)
    {
        if (sounds.Count < 2)
            return null;
        var sum = 0.0;
        for (var band = 0; band < sounds[0].Count; band++)
        {
            var mean = sounds.Average(bands => bands[band]);
            sum += Math.Sqrt(sounds.Sum(bands => (bands[band] - mean) * (bands[band] - mean)) / (sounds.Count - 1));
        }

        return sum / sounds[0].Count;
    }
}
