namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>A finished sound.</summary>
/// <param name="Clip">The sound.</param>
/// <param name="Id">Its id.</param>
internal sealed record StoredSound(AudioClip Clip, string Id)
{
    /// <summary>Gets how many bytes the samples take.</summary>
    public long Size => (Clip.Samples.Length * sizeof(float)) + Id.Length;
}
