namespace TinyAudioDiffusion;

/// <summary>The names of the kinds of drums.</summary>
public static class DrumKindNames
{
    extension(DrumKind kind)
    {
        /// <summary>Gets the kind's name as commands, files and messages write it: "kick", "snare", "hihat", "percussion".</summary>
        public string Name => kind.ToString().ToLowerInvariant();
    }
}
