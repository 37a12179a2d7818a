using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

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
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);
    private readonly string _userAgent;

    public HubTransport(IHttpClientFactory clients, IOptions<HuggingFaceHubOptions> options, TimeProvider time, ILogger<HubTransport> logger)
    {
        _clients = clients;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _retries = CreateRetries();
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
                ? await _retries.ExecuteAsync(async token => await FollowAsync(request, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
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

    private ResiliencePipeline<HttpResponseMessage> CreateRetries()
    {
        if (_options.Retries == 0)
            return ResiliencePipeline<HttpResponseMessage>.Empty;
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = _options.Retries,
                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                    RetryWaits.Next(arguments.AttemptNumber, arguments.Outcome.Result, _options, _time.GetUtcNow())),
                OnRetry = arguments =>
                {
                    _logger.LogInformation(
                        "The Hub failed for now ({Reason}); trying again in {Wait:0.#} s.",
                        arguments.Outcome.Exception?.Message ?? $"status {(int)arguments.Outcome.Result!.StatusCode}",
                        arguments.RetryDelay.TotalSeconds);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    // A certificate that does not fit, or a proxy that refuses, will not get better by asking again.
    private static bool IsTransient(Outcome<HttpResponseMessage> outcome)
        => outcome.Exception is { } exception
        ? IsNetworkFailure(exception) && exception is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError }
        : HubErrors.IsTransient(outcome.Result!.StatusCode);

    private void LogWarningOfTheHub(HttpResponseMessage response)
    {
        if (HubErrors.Header(response, "X-HF-Warning") is not { } warning)
            return;
        var topic = warning.Split(';')[0].Trim();
        if (_warned.Count < 100 && _warned.TryAdd(topic, true))
            _logger.LogWarning("The Hub warns: {Warning}", warning);
    }
}
