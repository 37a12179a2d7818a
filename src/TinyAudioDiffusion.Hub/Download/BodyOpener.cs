using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Download;

/// <summary>Asks for a file's bytes from an offset on, and renews a signed address that has expired.</summary>
internal sealed class BodyOpener(
    HubTransport transport, FileMetadataReader metadata, IOptions<HuggingFaceHubOptions> options, ILogger<BodyOpener> logger)
{
    private const int MaxRenewals = 3;

    /// <summary>Sends the request. The answer has status 200, 206 or 416.</summary>
    /// <exception cref="ContentChangedException">Behind the renewed address is another file.</exception>
    /// <exception cref="HubException">The file cannot be downloaded.</exception>
    public async Task<HttpResponseMessage> OpenAsync(FileTransfer transfer, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        for (var renewals = 0; ; renewals++)
        {
            var request = new HubRequest(HttpMethod.Get, transfer.Location) { Range = range, Timeout = options.Value.DownloadTimeout };
            var response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is 200 or 206 or 416)
            {
                if (response.Content.Headers.ContentEncoding.All(encoding => encoding == "identity"))
                    return response;
                using (response)
                    throw new HubException(
                        HubFault.InvalidAnswer,
                        $"{transfer.Location.Host} sent {transfer.Name} compressed although the plain bytes were asked for; a "
                            + "proxy may be in between.");
            }

            using (response)
            {
                // Away from the Hub, "forbidden" means that the signature in the address has expired.
                var hasExpired = (int)response.StatusCode is 401 or 403 && !transport.IsEndpoint(response.RequestMessage!.RequestUri!);
                if (!hasExpired || renewals == MaxRenewals)
                    throw HubErrors.From(response, transfer.Repository, transfer.Path, transport.Endpoint);
            }

            logger.LogInformation("The address of {File} has expired; asking the Hub for a new one.", transfer.Name);
            var fresh = await metadata.ReadAsync(transfer.Repository, transfer.Path, retry: true, cancellationToken).ConfigureAwait(false);
            if (fresh.Hash != transfer.Hash)
                throw new ContentChangedException(fresh);
            transfer.Location = fresh.Location;
        }
    }
}
