using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace SoundFarm.Storage;

/// <summary>A bucket of S3 or of a server that speaks its protocol. A put is atomic there.</summary>
public sealed class S3Store(IAmazonS3 client, string bucket, string prefix) : ISoundStore
{
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = prefix + name, InputStream = stream }, cancellationToken);
    }

    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await client.GetObjectAsync(bucket, prefix + name, cancellationToken);
            var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
