using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Download;

/// <summary>While a download was under way the branch moved and the file became another one. The downloader catches it.</summary>
internal sealed class ContentChangedException(FileMetadata metadata) : Exception("The file changed during its download.")
{
    public FileMetadata Metadata { get; } = metadata;
}
