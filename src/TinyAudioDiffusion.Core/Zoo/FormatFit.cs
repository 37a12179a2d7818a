namespace TinyAudioDiffusion.Zoo;

/// <summary>Degree to which the files of a model fit a format.</summary>
public enum FormatFit
{
    /// <summary>The format does not read them.</summary>
    None,

    /// <summary>The names fit, but the content is damaged, incomplete or unknown. The format can say what is wrong.</summary>
    Names,

    /// <summary>The content is of this format.</summary>
    Content,
}
