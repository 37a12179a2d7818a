using SoundFarm.Jobs;

namespace SoundFarm.Rendering;

/// <summary>Makes the file of a sound.</summary>
public interface ISoundRenderer
{
    /// <summary>Makes the sound of an id. The same id gives the same bytes everywhere.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The bytes of the file.</returns>
    Task<byte[]> RenderAsync(string id, CancellationToken cancellationToken);

    /// <summary>Measures a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <returns>The measures; null where there is nothing to measure.</returns>
    SoundMeasures? Measure(byte[] file);
}
