namespace GameDrums;

/// <summary>How long the frames of a game took.</summary>
internal sealed class FrameLog
{
    /// <summary>The time of a frame at 60 frames a second.</summary>
    public static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1.0 / 60);

    private readonly List<double> _milliseconds = [];

    /// <summary>Gets the number of frames.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>Gets the time of the longest frame, in milliseconds.</summary>
    public double Longest { get; private set; }

    /// <summary>Finds the time that a part of the frames, from 0 to 1, stayed below, in milliseconds.</summary>
    public double Below(double part) => _milliseconds.Order().ElementAt((int)(part * (Count - 1)));

    /// <summary>Gets how many frames took longer than a frame has.</summary>
    public int TooLong => _milliseconds.Count(time => time > FrameTime.TotalMilliseconds);

    /// <summary>Notes the time of one frame.</summary>
    public void Add(TimeSpan work)
    {
        _milliseconds.Add(work.TotalMilliseconds);
        Longest = Math.Max(Longest, work.TotalMilliseconds);
    }
}
