namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>What surrounds the blocks of a stage.</summary>
internal enum StagePlace
{
    /// <summary>Nothing: the first stage on the way down.</summary>
    First,

    /// <summary>The rate is halved before.</summary>
    Down,

    /// <summary>The rate is halved before and doubled after.</summary>
    Middle,

    /// <summary>A skip connection joins before, and the rate is doubled after.</summary>
    Up,

    /// <summary>A skip connection joins before; the last block gives the output as it is.</summary>
    Last,
}
