namespace TinyAudioDiffusion.Kits;

/// <summary>Writes what one sampler or program needs to load a kit. <see cref="KitFormats"/> has those of this library.</summary>
public interface IKitFormat : INamed
{
    /// <summary>
    /// Gets whether the files of the format refer to the sound files of the kit; a format that packs them itself does not.
    /// </summary>
    bool UsesSampleFiles { get; }

    /// <summary>Makes the files of the format.</summary>
    /// <param name="layout">The kit as it is laid out: keys, velocities, turns, and the bytes of each sound file.</param>
    /// <returns>The files, beside those of the kit itself.</returns>
    /// <exception cref="ArgumentException">The format cannot hold the kit; the message says why.</exception>
    IEnumerable<KitFile> Write(KitLayout layout);
}
