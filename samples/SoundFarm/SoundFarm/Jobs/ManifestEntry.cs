namespace SoundFarm.Jobs;

/// <summary>A line of the manifest: one finished sound. It tells not who made it or when: all farms write the same manifest.</summary>
/// <param name="Index">The place of the sound in its shard, from 0.</param>
/// <param name="Id">The id of the sound.</param>
/// <param name="File">The name of the file in the store.</param>
/// <param name="Sha256">The hash of the file.</param>
/// <param name="Bytes">The size of the file.</param>
/// <param name="Measures">What the sound is like; null where it was not measured.</param>
[GenerateSerializer, Immutable]
public sealed record ManifestEntry(int Index, string Id, string File, string Sha256, int Bytes, SoundMeasures? Measures);

/// <summary>What a sound is like: its peak, and the five measures that the library's sliders are named after.</summary>
[GenerateSerializer, Immutable]
public sealed record SoundMeasures(double PeakDbfs, double Brightness, double Decay, double Pitch, double Punch, double Noisiness);
