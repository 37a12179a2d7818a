namespace TinyAudioDiffusion.Audio;

/// <summary>A format whose files can carry the provenance of a sound.</summary>
internal interface IProvenanceCarrier
{
    /// <summary>Finds the JSON of <see cref="AudioProvenance.ToJson"/> in a file; null where there is none.</summary>
    /// <param name="stream">A stream that can seek, at the beginning of the file.</param>
    /// <param name="name">The name of the file for messages.</param>
    ProvenancePlace? FindProvenance(Stream stream, string name);
}
