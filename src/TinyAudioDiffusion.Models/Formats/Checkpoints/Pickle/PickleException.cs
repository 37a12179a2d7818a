namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

/// <summary>A pickle says something that it must not; the machine adds where.</summary>
/// <param name="message">What, as the rest of a sentence.</param>
/// <param name="isAttack">Whether only an attack would say it.</param>
internal sealed class PickleException(string message, bool isAttack = false) : Exception(message)
{
    public bool IsAttack { get; } = isAttack;
}
