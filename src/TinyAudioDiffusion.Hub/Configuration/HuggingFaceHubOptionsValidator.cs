using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.Hub.Configuration;

/// <summary>Checks the options when they are first used.</summary>
internal sealed class HuggingFaceHubOptionsValidator : IValidateOptions<HuggingFaceHubOptions>
{
    public ValidateOptionsResult Validate(string? name, HuggingFaceHubOptions options)
    {
        var failures = new List<string>();
        if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            failures.Add(
                $"{nameof(HuggingFaceHubOptions)}.{nameof(options.Endpoint)} is \"{options.Endpoint}\"; it must be an "
                    + "http or https address.");
        Require(!string.IsNullOrWhiteSpace(options.CacheFolder), nameof(options.CacheFolder), "is empty");
        Require(!string.IsNullOrWhiteSpace(options.WeightsOnlyFolder), nameof(options.WeightsOnlyFolder), "is empty");
        Require(options.MetadataTimeout > TimeSpan.Zero, nameof(options.MetadataTimeout), "must be positive");
        Require(options.DownloadTimeout > TimeSpan.Zero, nameof(options.DownloadTimeout), "must be positive");
        Require(options.LongestWait > TimeSpan.Zero, nameof(options.LongestWait), "must be positive");
        Require(options.Retries is >= 0 and <= 20, nameof(options.Retries), "must be from 0 to 20");
        Require(options.RetryJitter is >= 0 and <= 1, nameof(options.RetryJitter), "must be from 0 to 1");
        Require(options.LeastRate >= 0, nameof(options.LeastRate), "must not be negative");
        Require(options.RangeBlockBytes is >= 1 << 10 and <= 1 << 24, nameof(options.RangeBlockBytes), "must be from 1,024 to 16,777,216");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Require(bool isRight, string option, string what)
        {
            if (!isRight)
                failures.Add($"{nameof(HuggingFaceHubOptions)}.{option} {what}.");
        }
    }
}
