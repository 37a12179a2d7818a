namespace TinyAudioDiffusion.Hub.Ranges;

/// <summary>The server sends whole files only. Never leaves the model source, which then downloads the whole.</summary>
internal sealed class RangesNotSupportedException(string host) : IOException($"{host} does not answer requests for parts of a file.");
