using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>
/// Sends requests: the token to the endpoint's own origin only, redirects by hand, passing failures again after a wait. Bodies are the
/// caller's: whoever reads one repeats by resuming it, not by asking for the whole again.
/// </summary>
internal sealed class HubTransport
{
    private readonly IHttpClientFactory _clients;
    private readonly HuggingFaceHubOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);
    private readonly string _userAgent;

    public HubTransport(
        IHttpClientFactory clients, IOptions<HuggingFaceHubOptions> options, TimeProvider time, ILogger<HubTransport> logger)
    {
        _clients = clients;
        _options = options.Value;
        _time = time;
        _logger = logger;
        var version = typeof(HubTransport).Assembly.GetName().Version?.ToString(3);
        _userAgent = $"tiny-audio-diffusion/{version}" + (_options.DisableTelemetry ? "" : $"; dotnet/{Environment.Version}");
    }

    public Uri Endpoint => _options.Endpoint;

    /// <summary>Sends a request until something other than a passing failure comes back. The answer may be an error.</summary>
    /// <exception cref="HubException">Nothing answered, or a redirect led astray.</exception>
    public async Task<HttpResponseMessage> SendAsync(HubRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.Retry
                ? await RepeatAsync(request, cancellationToken).ConfigureAwait(false)
                : await FollowAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsNetworkFailure(exception))
        {
            throw new HubException(HubFault.Unavailable, $"{request.Address.Host} cannot be reached: {exception.Message}", exception);
        }
    }

    /// <summary>Tells whether an exception is the network's.</summary>
    public static bool IsNetworkFailure(Exception exception) => exception is HttpRequestException or TimeoutException or IOException;

    /// <summary>Tells whether an address may see the token.</summary>
    public bool IsEndpoint(Uri address) => HubUrls.IsSameOrigin(_options.Endpoint, address);

    private async Task<HttpResponseMessage> RepeatAsync(HubRequest request, CancellationToken cancellationToken)
    {
        var (start, waited) = (_time.GetTimestamp(), TimeSpan.Zero);
        for (var attempt = 0; ; attempt++)
        {
            HttpResponseMessage? response = null;
            Exception? failure = null;
            try
            {
                response = await FollowAsync(request, cancellationToken).ConfigureAwait(false);
                if (!HubErrors.IsTransient(response.StatusCode))
                    return response;
            }
            catch (Exception exception) when (MayPass(exception))
            {
                failure = exception;
            }

            var wait = RetryWaits.Next(attempt, response, _options, _time.GetUtcNow());
            var repeats = failure is null ? _options.Retries : Math.Min(_options.Retries, RetryWaits.UnansweredRepeats);
            if (failure is not null && (attempt >= repeats || _time.GetElapsedTime(start) + wait > RetryWaits.UnansweredPatience))
                ExceptionDispatchInfo.Throw(failure);
            if (attempt >= repeats)
                return response!;
            if (waited + wait > _options.LongestWait)
            {
                using (response)
                    throw WaitsTooLong(request, response!, waited + wait);
            }

            _logger.LogWarning(
                "{Host} {Failure}; trying again in {Wait:0.#} s ({Attempt} of {Attempts}).",
                request.Address.Host, failure is null ? WhatItAnswers(response!)
                    : "cannot be reached: " + failure.Message.TrimEnd('.'), wait.TotalSeconds, attempt + 2, repeats + 1);
            response?.Dispose();
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            waited += wait;
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(HubRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var hop = 0; hop <= Redirects.MaxHops; hop++)
        {
            var response = await SendOnceAsync(request, address, cancellationToken).ConfigureAwait(false);
            if (!Redirects.Is(response))
                return response;
            try
            {
                address = Redirects.Target(response);
                // The way out of the Hub carries what the file is; a mirror may send us on once more before it tells.
                if (request.StopAtMetadata && !IsEndpoint(address) && HubErrors.Header(response, "X-Repo-Commit") is not null)
                    return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Dispose();
        }

        throw Redirects.TooMany(request.Address);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HubRequest request, Uri address, CancellationToken cancellationToken)
    {
        var isEndpoint = IsEndpoint(address);
        using var message = new HttpRequestMessage(request.Method, address);
        message.Headers.AcceptEncoding.ParseAdd("identity"); // sizes and hashes are those of the file, not of a compressed form
        message.Headers.Range = request.Range;
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        message.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", Guid.NewGuid().ToString());
        if (isEndpoint && _options.Token is { } token && token.Trim() is { Length: > 0 } trimmed)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", trimmed);

        using var timeout = new CancellationTokenSource(request.Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var client = _clients.CreateClient(isEndpoint ? HubClientNames.Endpoint : HubClientNames.Storage);
        try
        {
            var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
            LogWarningOfTheHub(response);
            return response;
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{address.Host} did not answer within {request.Timeout.TotalSeconds:0} s.", exception);
        }
    }

    // A certificate that does not fit, or a proxy that refuses, will not get better by asking again.
    private static bool MayPass(Exception exception)
        => IsNetworkFailure(exception)
        && exception is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };

    private static string WhatItAnswers(HttpResponseMessage response)
        => (int)response.StatusCode == 429 ? "asks to wait, because it got too many requests (status 429)"
            : $"fails for now (status {(int)response.StatusCode})";

    private HubException WaitsTooLong(HubRequest request, HttpResponseMessage response, TimeSpan wait)
        => new(HubFault.Unavailable,
            $"{request.Address.Host} {WhatItAnswers(response)} and asks to come back so late that the waits would add up "
                + $"to {Readable(wait)}; "
            + $"at most {Readable(_options.LongestWait)} are allowed (HuggingFaceHubOptions.LongestWait, "
                + $"{HubEnvironmentNames.LongestWait}): try again later.")
        {
            Status = response.StatusCode,
        };

    private static string Readable(TimeSpan time)
        => time.TotalDays >= 2 ? $"{time.TotalDays:0} days" : time.TotalHours >= 2 ? $"{time.TotalHours:0} hours"
            : $"{time.TotalSeconds:0} s";

    private void LogWarningOfTheHub(HttpResponseMessage response)
    {
        if (HubErrors.Header(response, "X-HF-Warning") is not { } warning)
            return;
        var topic = warning.Split(';')[0].Trim();
        if (_warned.Count < 100 && _warned.TryAdd(topic, true))
            _logger.LogWarning("The Hub warns: {Warning}", warning);
    }
}
