namespace TinyAudioDiffusion.Audio.Samples;

/// <summary>
/// The stored form of a sample. Integers of fewer bits than their bytes hold lie in the upper bits, as WAV and AIFF say, so that the bytes
/// alone
/// decide the scale.
/// </summary>
/// <param name="Kind">The meaning of the bytes.</param>
/// <param name="Bytes">The number of bytes of a sample: 1 to 4 for integers, 4 or 8 for floats.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first.</param>
internal readonly record struct SampleLayout(SampleKind Kind, int Bytes, bool IsBigEndian = false)
{
    /// <summary>Gets the encoding that writes such samples; null for a form that we read but do not write.</summary>
    public SampleEncoding? Encoding => (Kind, Bytes) switch
    {
        (SampleKind.Signed, 2) => SampleEncoding.Pcm16,
        (SampleKind.Signed, 3) => SampleEncoding.Pcm24,
        (SampleKind.Float, 4) => SampleEncoding.Float32,
        _ => null,
    };
}
