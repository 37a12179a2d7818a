namespace TinyAudioDiffusion;

/// <summary>How strongly a word counts that follows.</summary>
internal enum Degree
{
    /// <summary>In the middle: "medium".</summary>
    Middle,

    /// <summary>"slightly", "a bit".</summary>
    Slight,

    /// <summary>"fairly", "rather".</summary>
    Fair,

    /// <summary>"very".</summary>
    Strong,

    /// <summary>"extremely".</summary>
    Extreme,

    /// <summary>"little", "hardly": the contrary.</summary>
    Hardly,
}
