namespace TinyAudioDiffusion.Sampling;

/// <summary>The memory of a multistep method: the last few waveforms with their places on the axis of the method.</summary>
internal sealed class RecentWaves
{
    private readonly float[][] _waves;
    private readonly double[] _places;
    private int _written;

    public RecentWaves(int capacity, int length)
    {
        _places = new double[capacity];
        _waves = new float[capacity][];
        for (var i = 0; i < capacity; i++)
            _waves[i] = new float[length];
    }

    /// <summary>The number of waveforms so far, up to the capacity.</summary>
    public int Count => Math.Min(_written, _waves.Length);

    /// <summary>The waveform of <paramref name="age"/> steps ago; 0 is the newest.</summary>
    public float[] this[int age] => _waves[(_written - 1 - age) % _waves.Length];

    /// <summary>Place where the waveform of <paramref name="age"/> steps ago was computed.</summary>
    public double At(int age) => _places[(_written - 1 - age) % _waves.Length];

    /// <summary>Makes room for the newest waveform in the memory of the oldest one.</summary>
    public float[] Next(double place)
    {
        var slot = _written++ % _waves.Length;
        _places[slot] = place;
        return _waves[slot];
    }
}
