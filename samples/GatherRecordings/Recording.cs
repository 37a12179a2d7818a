using TinyAudioDiffusion;

namespace GatherRecordings;

/// <summary>A recorded drum, and where it comes from.</summary>
internal sealed record Recording(string Package, string Licence, string NameInSource, string Class, AudioClip Clip);
