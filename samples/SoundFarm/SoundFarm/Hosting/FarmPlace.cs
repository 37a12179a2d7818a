using Amazon.S3;
using Microsoft.Extensions.Configuration;
using SoundFarm.Storage;
using TinyAudioDiffusion;

namespace SoundFarm.Hosting;

/// <summary>Where a farm lives: the section "Farm" of a configuration, which silos and clients share.</summary>
public sealed class FarmPlace
{
    /// <summary>Gets or sets the folder of a farm on one machine: the members of the cluster, the states of grains, the store.</summary>
    public string Folder { get; set; } = "farm";

    /// <summary>Gets or sets the Redis of a farm on many machines, for instance "redis:6379"; null for one machine.</summary>
    public string? Redis { get; set; }

    /// <summary>Gets or sets the store: a folder that all silos see, or s3://bucket/prefix; null for "store" in the folder.</summary>
    public string? Store { get; set; }

    /// <summary>Gets or sets the address of a server that speaks S3's protocol; null for Amazon's.</summary>
    public string? S3Endpoint { get; set; }

    /// <summary>Gets or sets the name of the cluster.</summary>
    public string Cluster { get; set; } = "sound-farm";

    /// <summary>Gets or sets models in place of the built-in one: paths by the kinds of drums, the same on all machines.</summary>
    public Dictionary<DrumKind, string> Models { get; set; } = [];

    /// <summary>Reads the section "Farm".</summary>
    public static FarmPlace Of(IConfiguration configuration) => configuration.GetSection("Farm").Get<FarmPlace>() ?? new();

    /// <summary>Opens the store.</summary>
    public ISoundStore OpenStore()
    {
        if (Store is null || !Store.StartsWith("s3://", StringComparison.Ordinal))
            return new FolderStore(Path.GetFullPath(Store ?? Path.Combine(Folder, "store")));
        var (bucket, prefix) = Store[5..].Split('/', 2) is [var name, var rest] && rest.Length > 0
            ? (name, rest.TrimEnd('/') + "/")
            : (Store[5..].TrimEnd('/'), "");
        var client = S3Endpoint is null
            ? new AmazonS3Client()
            : new AmazonS3Client(new AmazonS3Config { ServiceURL = S3Endpoint, ForcePathStyle = true });
        return new S3Store(client, bucket, prefix);
    }
}
