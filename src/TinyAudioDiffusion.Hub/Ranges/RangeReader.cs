using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Download;
using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Ranges;

/// <summary>Reads one part of a remote file, however often the connection breaks.</summary>
internal sealed class RangeReader(BodyOpener opener, IOptions<HuggingFaceHubOptions> options, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Fills the destination.</summary>
    /// <exception cref="RangesNotSupportedException">The server cannot.</exception>
    /// <exception cref="HubException">The file cannot be downloaded, or has changed.</exception>
    public async Task ReadAsync(FileTransfer transfer, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var (done, breaks) = (0, 0);
        while (done < destination.Length)
        {
            var before = done;
            Exception? failure = null;
            try
            {
                done += await ReceiveAsync(transfer, offset + done, destination[done..], cancellationToken).ConfigureAwait(false);
            }
            catch (ContentChangedException exception)
            {
                throw new HubException(
                    HubFault.Unavailable, $"{transfer.Name} changed on the Hub while parts of it were read: name a commit.", exception);
            }
            catch (Exception exception) when (HubTransport.IsNetworkFailure(exception) && exception is not RangesNotSupportedException)
            {
                failure = exception;
            }

            if (done == destination.Length)
                return;
            breaks = done > before ? 1 : breaks + 1;
            if (breaks > options.Value.Retries)
                throw new HubException(
                    HubFault.Unavailable,
                    $"Reading {transfer.Name} at byte {offset + done} broke off again and again: "
                        + $"{failure?.Message ?? "the server stops early"}.", failure);
            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // What arrived before a break is kept: the copy goes into the caller's memory piece by piece.
    private async Task<int> ReceiveAsync(FileTransfer transfer, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var range = new RangeHeaderValue(offset, offset + destination.Length - 1);
        using var response = await opener.OpenAsync(transfer, range, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK)
            throw new RangesNotSupportedException(transfer.Location.Host);
        if (response.StatusCode != HttpStatusCode.PartialContent
            || response.Content.Headers.ContentRange is not { From: { } from, Length: { } length } || from != offset
                || length != transfer.Size)
            throw new HubException(
                HubFault.InvalidAnswer,
                $"{transfer.Location.Host} sent another part of {transfer.Name} than bytes {offset} to {offset + destination.Length - 1} "
                    + $"of {transfer.Size}.");

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var reader = new BodyReader(stream, options.Value.DownloadTimeout, options.Value.LeastRate, time);
        var done = 0;
        try
        {
            int count;
            while (done < destination.Length
                && (count = await reader.ReadAsync(destination[done..], cancellationToken).ConfigureAwait(false)) > 0)
                done += count;
        }
        catch (Exception exception) when (HubTransport.IsNetworkFailure(exception) && done > 0)
        {
            // the rest is asked for again
        }

        return done;
    }
}
