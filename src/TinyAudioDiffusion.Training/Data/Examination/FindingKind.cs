namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>What may be wrong with a data set.</summary>
public enum FindingKind
{
    /// <summary>A file is left out: it cannot be read, or is of a kind that is not.</summary>
    Skipped,

    /// <summary>A file is left out because it is silent.</summary>
    Silent,

    /// <summary>The reader left out a part of the file, or mended it.</summary>
    Incomplete,

    /// <summary>Files hold the same samples.</summary>
    Duplicate,

    /// <summary>Sounds differ in level, polarity, place, rate or depth alone.</summary>
    NearDuplicate,

    /// <summary>Samples stay at full scale: the tops of waves are cut off.</summary>
    Clipped,

    /// <summary>The sample rate is another one, and the file is resampled.</summary>
    OtherRate,

    /// <summary>The sound is so short that nearly all of what is learned is the silence after it.</summary>
    Short,

    /// <summary>The file is longer than what is learned, and what is cut off can be heard.</summary>
    Cut,

    /// <summary>The sound begins late.</summary>
    LateOnset,

    /// <summary>The samples are not around zero.</summary>
    Offset,

    /// <summary>Some classes have many more sounds than others.</summary>
    Imbalance,
}
