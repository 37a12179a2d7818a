using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using SoundFarm.Storage;

namespace SoundFarm.Tests.Storage;

/// <summary>The store of S3 against a server on loopback that knows two of its requests.</summary>
public sealed class S3StoreTests : IDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private readonly HttpListener _server = new();
    private readonly AmazonS3Client _client;

    public S3StoreTests()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            _server.Prefixes.Add(address);
            _client = new AmazonS3Client(
                new BasicAWSCredentials("key", "secret"), new AmazonS3Config { ServiceURL = address, ForcePathStyle = true });
        }

        _server.Start();
        _ = ServeAsync();
    }

    [Fact]
    public async Task Store_GivesBackWhatWasWritten_AndNullForWhatWasNot()
    {
        var store = new S3Store(_client, "bucket", "farm/");
        byte[] content = [1, 2, 3, 250];

        await store.WriteAsync("sounds/ab/x.wav", content, TestContext.Current.CancellationToken);

        Assert.Equal(content, await store.ReadAsync("sounds/ab/x.wav", TestContext.Current.CancellationToken));
        Assert.Null(await store.ReadAsync("sounds/ab/y.wav", TestContext.Current.CancellationToken));
        Assert.Equal(["/bucket/farm/sounds/ab/x.wav"], _objects.Keys);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Close();
    }

    private async Task ServeAsync()
    {
        while (_server.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _server.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var path = context.Request.Url!.AbsolutePath;
            if (context.Request.HttpMethod == "PUT")
                _objects[path] = await BodyAsync(context.Request);
            else if (_objects.TryGetValue(path, out var content))
                await context.Response.OutputStream.WriteAsync(content);
            else
                context.Response.StatusCode = 404;
            context.Response.Close();
        }
    }

    // The client signs its uploads in chunks: a size in hexadecimal and a signature, then the bytes.
    private static async Task<byte[]> BodyAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        if (request.Headers["x-amz-decoded-content-length"] is not { } length)
            return body.ToArray();
        var bytes = body.ToArray();
        var start = bytes.AsSpan().IndexOf("\r\n"u8) + 2;
        return bytes[start..(start + int.Parse(length))];
    }
}
