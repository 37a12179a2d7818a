using System.Globalization;
using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>Asks the Hub what a file is: a HEAD request that stops where the Hub sends it to its storage.</summary>
internal sealed class FileMetadataReader(HubTransport transport, IOptions<HuggingFaceHubOptions> options)
{
    /// <summary>Sends the request.</summary>
    /// <exception cref="HubException">There is no such file, or no proper answer.</exception>
    public async Task<FileMetadata> ReadAsync(HubRepository repository, string path, bool retry, CancellationToken cancellationToken)
    {
        var address = HubUrls.File(transport.Endpoint, repository.Id, repository.Revision ?? HubRepository.MainBranch, path);
        var request = new HubRequest(
            HttpMethod.Head, address)
        { StopAtMetadata = true, Retry = retry, Timeout = options.Value.MetadataTimeout };
        using var response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if ((int)response.StatusCode >= 400)
            throw HubErrors.From(response, repository, path, transport.Endpoint);

        var commit = HubErrors.Header(response, "X-Repo-Commit");
        if (commit is null)
            throw Invalid(repository, path, "without a commit, as a captive portal or a proxy would");
        if (!HubRepository.IsCommit(commit))
            throw Invalid(repository, path, "with a commit that is none");
        var tag = HubErrors.Header(response, "X-Linked-Etag") ?? HubErrors.Header(response, "ETag");
        if (tag is null)
            throw Invalid(repository, path, "without a hash");
        if (!ContentHash.TryParse(tag, out var hash))
            throw Invalid(repository, path, "with a hash that is none");

        return new FileMetadata(
            commit, hash, SizeOf(response), Redirects.Is(response) ? Redirects.Target(response) : response.RequestMessage!.RequestUri!);
    }

    // The length of a redirect is that of the redirect; the length of a compressed answer is not the file's.
    private static long? SizeOf(HttpResponseMessage response)
    {
        if (long.TryParse(HubErrors.Header(response, "X-Linked-Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return size;
        return Redirects.Is(response) || response.Content.Headers.ContentEncoding.Count > 0 ? null : response.Content.Headers.ContentLength;
    }

    private HubException Invalid(HubRepository repository, string path, string how)
        => new(HubFault.InvalidAnswer,
            $"{transport.Endpoint.Host} answered {how} when asked for {path} of {repository}: check the endpoint and whether this "
                + "network wants a login first.");
}
