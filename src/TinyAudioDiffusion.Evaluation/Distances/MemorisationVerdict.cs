namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>The verdict from the distances to the training sounds.</summary>
public enum MemorisationVerdict
{
    /// <summary>The sounds are as far from the training sounds as those are from each other, or farther.</summary>
    None,

    /// <summary>More sounds than chance explains are close to a training sound: listen to the nearest pairs.</summary>
    Close,

    /// <summary>A sound is closer to a training sound than any two training sounds are to each other: it may be a copy.</summary>
    Copies,
}
