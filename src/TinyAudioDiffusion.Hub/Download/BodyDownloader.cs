using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Download;

/// <summary>
/// Fills a partial file until it has the promised size: resumes after every break, and starts over where the server cannot.
/// </summary>
internal sealed class BodyDownloader(
    BodyOpener opener, IOptions<HuggingFaceHubOptions> options, TimeProvider time, ILogger<BodyDownloader> logger)
{
    private const int BufferBytes = 1 << 17;
    private const int MaxRestarts = 3;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Downloads the rest of the file. Its content is not verified yet.</summary>
    /// <exception cref="HubException">Too many breaks without a byte gained, too many bytes, or no room.</exception>
    /// <exception cref="ContentChangedException">The file became another one.</exception>
    public async Task FillAsync(FileTransfer transfer, PartialFile partial, CancellationToken cancellationToken)
    {
        var (breaks, restarts, furthest) = (0, 0, partial.Length);
        if (partial.Length > transfer.Size)
            partial.Reset();
        transfer.Meter.Total = transfer.Size;
        transfer.Meter.Report(partial.Length);
        while (partial.Length != transfer.Size)
        {
            Exception? failure = null;
            try
            {
                if (!await ReceiveAsync(transfer, partial, cancellationToken).ConfigureAwait(false) && ++restarts > MaxRestarts)
                    throw new HubException(
                        HubFault.InvalidAnswer,
                        $"{transfer.Location.Host} keeps sending other parts of {transfer.Name} than were asked for.");
            }
            catch (Exception exception) when (HubTransport.IsNetworkFailure(exception))
            {
                failure = exception;
            }

            if (partial.Length == transfer.Size)
                return;
            // Only bytes that were never there before count as getting on; otherwise a server that ignores ranges could go on for ever.
            // Neither does a trickle count.
            breaks = partial.Length > furthest && failure is not SlowBodyException ? 1 : breaks + 1;
            furthest = Math.Max(furthest, partial.Length);
            if (breaks > options.Value.Retries)
                throw GaveUp(transfer, partial.Length, failure);
            logger.LogInformation(
                "The download of {File} broke off at byte {Position} ({Reason}); going on there.", transfer.Name, partial.Length,
                failure?.Message ?? "the server stopped early");
            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Gives false where the answer was unusable, so that everything starts over.
    private async Task<bool> ReceiveAsync(FileTransfer transfer, PartialFile partial, CancellationToken cancellationToken)
    {
        var range = partial.Length > 0 ? new RangeHeaderValue(partial.Length, null) : null;
        using var response = await opener.OpenAsync(transfer, range, cancellationToken).ConfigureAwait(false);
        var total = response.Content.Headers.ContentRange?.Length;
        switch (response.StatusCode)
        {
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                if (total == partial.Length && transfer.Learn(partial.Length))
                    return true; // everything is there already
                partial.Reset();
                return false;

            case HttpStatusCode.PartialContent:
                if (response.Content.Headers.ContentRange?.From != partial.Length || total is not { } whole || !transfer.Learn(whole))
                {
                    partial.Reset();
                    return false;
                }

                break;

            default:
                partial.Reset(); // the server ignores ranges: all of it from the start
                if (transfer.Size is null && (response.Content.Headers.ContentLength is not { } length || !transfer.Learn(length)))
                    throw new HubException(HubFault.InvalidAnswer, $"{transfer.Location.Host} does not say how large {transfer.Name} is.");
                break;
        }

        await CopyAsync(response, transfer, partial, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task CopyAsync(
        HttpResponseMessage response, FileTransfer transfer, PartialFile partial, CancellationToken cancellationToken)
    {
        var size = transfer.Size!.Value;
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var reader = new BodyReader(stream, options.Value.DownloadTimeout, options.Value.LeastRate, time);
        var buffer = new byte[BufferBytes];
        while (true)
        {
            // One byte more than is left: a server that sends too much is found out without taking it all.
            var wanted = (int)Math.Min(buffer.Length, size - partial.Length + 1);
            var count = await reader.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return;
            if (partial.Length + count > size)
            {
                partial.Delete();
                throw new HubException(
                    HubFault.Damaged,
                    $"{transfer.Location.Host} sent more than the {size} bytes of {transfer.Name}; what came was deleted.");
            }

            await partial.AppendAsync(buffer.AsMemory(0, count), size, cancellationToken).ConfigureAwait(false);
            transfer.Meter.Report(partial.Length);
        }
    }

    private static HubException GaveUp(FileTransfer transfer, long length, Exception? failure)
        => failure is null
        ? new HubException(
            HubFault.Damaged,
            $"{transfer.Location.Host} sent {length} of the {transfer.Size} bytes of {transfer.Name} and then stopped, again and again.")
        : new HubException(
            HubFault.Unavailable,
            $"The download of {transfer.Name} broke off at byte {length} again and again: {failure.Message} It goes on there next time.",
            failure);
}
