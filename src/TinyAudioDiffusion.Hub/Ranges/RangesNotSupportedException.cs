namespace TinyAudioDiffusion.Hub.Ranges;

/// <summary>The server sends whole files only. The model source catches it and downloads the whole file.</summary>
internal sealed class RangesNotSupportedException(string host) : IOException($"{host} does not answer requests for parts of a file.");
