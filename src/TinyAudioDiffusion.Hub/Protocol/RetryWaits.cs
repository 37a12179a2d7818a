using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>
/// The waits before a request is repeated: the time that the server asks for, else 1, 2, 4, 8, 8 seconds and a random part.
/// </summary>
internal static partial class RetryWaits
{
    /// <summary>The number of repeats of a request without an answer.</summary>
    public const int UnansweredRepeats = 3;

    /// <summary>The time after which a request without an answer is not repeated any more.</summary>
    public static readonly TimeSpan UnansweredPatience = TimeSpan.FromSeconds(10);

    /// <summary>Gets the wait before the next attempt.</summary>
    /// <param name="attempt">The number of failures before this one, from 0.</param>
    /// <param name="response">The answer; null where there was none.</param>
    /// <param name="options">Says how much waits vary by chance.</param>
    /// <param name="now">The time of day, for servers that name a date.</param>
    public static TimeSpan Next(int attempt, HttpResponseMessage? response, HuggingFaceHubOptions options, DateTimeOffset now)
        => (response is null ? null : Asked(response, now)) ?? Backoff(attempt, options.RetryJitter);

    private static TimeSpan Backoff(int attempt, double jitter)
    {
        var chance = jitter == 0 ? 0 : RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
        return TimeSpan.FromSeconds((1 << Math.Min(attempt, 3)) * (1 + (jitter * chance)));
    }

    // The rate limit's header comes with every answer: only "nothing left" means that it was reached.
    private static TimeSpan? Asked(HttpResponseMessage response, DateTimeOffset now)
    {
        if ((int)response.StatusCode == 429 && HubErrors.Header(response, "RateLimit") is { } limit
            && Exhausted().Match(limit) is { Success: true } match
            && int.TryParse(match.Groups["t"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var left))
            return TimeSpan.FromSeconds(left + 1.0);

        if (HubErrors.Header(response, "Retry-After") is not { } after)
            return null;
        if (int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds + 1.0);
        return DateTimeOffset.TryParseExact(after, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? TimeSpan.FromSeconds(Math.Max(0, (date - now).TotalSeconds) + 1)
            : null;
    }

    [GeneratedRegex(@";\s*r=0\s*;\s*t=(?<t>\d{1,6})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Exhausted();
}
