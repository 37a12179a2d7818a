namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>A reader under attack.</summary>
/// <param name="Name">The name of the reader.</param>
/// <param name="Seeds">Good inputs, of which bad ones are made.</param>
/// <param name="Read">Reads an input as a user of the library would.</param>
/// <param name="Words">Pieces of text that mean something to the reader, to put into inputs.</param>
public sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read, IReadOnlyList<string> Words)
{
    /// <summary>Gets whether an exception is one that the reader promises for bad input.</summary>
    public Func<Exception, bool> IsPromised { get; init; } = exception => exception is TinyAudioDiffusionException;
}
