using System.Text.Json;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Listing;

/// <summary>
/// Asks the Hub what a repository holds: one commit for all files, so that they fit each other however fast the branch moves.
/// </summary>
internal sealed class RepositoryLister(HubTransport transport, IOptions<HuggingFaceHubOptions> options)
{
    private const int MaxBytes = 16 << 20;
    private const int MaxFiles = 100_000;

    /// <summary>Sends the request.</summary>
    /// <exception cref="HubException">There is no such repository or revision, or no proper answer.</exception>
    public async Task<HubListing> ListAsync(HubRepository repository, bool retry, CancellationToken cancellationToken)
    {
        var address = HubUrls.Listing(transport.Endpoint, repository.Id, repository.Revision ?? HubRepository.MainBranch);
        var request = new HubRequest(HttpMethod.Get, address) { Retry = retry, Timeout = options.Value.MetadataTimeout };
        using var response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw HubErrors.From(response, repository, null, transport.Endpoint);

        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return Read(repository, StrictJson.Parse(bytes));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or HttpRequestException or IOException)
        {
            throw Invalid(repository, exception);
        }
    }

    private HubListing Read(HubRepository repository, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "sha") is not { } commit || !HubRepository.IsCommit(commit)
            || !root.TryGetProperty("siblings", out var siblings) || siblings.ValueKind != JsonValueKind.Array
                || siblings.GetArrayLength() > MaxFiles)
            throw Invalid(repository, null);

        var files = new List<HubListedFile>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var sibling in siblings.EnumerateArray())
        {
            var path = Text(sibling, "rfilename") ?? throw Invalid(repository, null);
            HubNames.RequireSafe(path, $"file name in {repository.Id}");
            if (!names.Add(path))
                throw new HubException(
                    HubFault.UnsafeName, $"The repository {repository.Id} holds \"{path}\" twice, in upper and lower case.");
            var lfs = sibling.TryGetProperty("lfs", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
            files.Add(new HubListedFile(path, Number(lfs, "size") ?? Number(sibling, "size"), Text(lfs, "sha256") ?? Text(lfs, "oid")));
        }

        return new HubListing(repository.Id, commit, files);
    }

    private static string? Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private HubException Invalid(HubRepository repository, Exception? cause)
        => new(HubFault.InvalidAnswer,
            $"{transport.Endpoint.Host} did not answer as the Hub does when asked what {repository} holds: check the endpoint and "
                + "whether this network wants a login first.", cause);
}
