namespace TinyAudioDiffusion.Kits;

/// <summary>The sound files of a kit alone: their names tell key, drum, highest velocity and turn.</summary>
internal sealed class FolderKit : IKitFormat
{
    public static FolderKit Instance { get; } = new();

    public string Name => "folder";

    public bool UsesSampleFiles => true;

    public IEnumerable<KitFile> Write(KitLayout layout) => [];
}
