using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.Hub.Configuration;

/// <summary>
/// Fills the options from the environment variables that the Hub's own clients read. Runs before what the application sets.
/// </summary>
internal sealed partial class HubEnvironmentSetup(HubEnvironment environment) : IConfigureOptions<HuggingFaceHubOptions>
{
    public void Configure(HuggingFaceHubOptions options)
    {
        var home = HomeOfTheHub();
        options.CacheFolder = Folder("HF_HUB_CACHE") ?? Folder("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(home, "hub");
        options.WeightsOnlyFolder = Path.Combine(home, "tiny-audio-diffusion");
        if (environment.Text("HF_ENDPOINT") is { } endpoint)
            // refused by the validator
            options.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) ? uri : new Uri(endpoint, UriKind.Relative);
        options.Token = ReadToken(home);
        options.Offline = environment.IsSet("HF_HUB_OFFLINE") || environment.IsSet("TRANSFORMERS_OFFLINE");
        options.DisableSymlinks = environment.IsSet("HF_HUB_DISABLE_SYMLINKS");
        options.DisableTelemetry = environment.IsSet("HF_HUB_DISABLE_TELEMETRY") || environment.IsSet("DISABLE_TELEMETRY")
            || environment.IsSet("DO_NOT_TRACK");
        options.MetadataTimeout = Seconds("HF_HUB_ETAG_TIMEOUT") ?? options.MetadataTimeout;
        options.DownloadTimeout = Seconds("HF_HUB_DOWNLOAD_TIMEOUT") ?? options.DownloadTimeout;
        options.LongestWait = Seconds(HubEnvironmentNames.LongestWait) ?? options.LongestWait;
        if (int.TryParse(environment.Text(HubEnvironmentNames.LeastRate), NumberStyles.None, CultureInfo.InvariantCulture, out var rate))
            options.LeastRate = rate;
    }

    private string HomeOfTheHub()
        => Folder("HF_HOME")
        ?? Path.Combine(Folder("XDG_CACHE_HOME") ?? Path.Combine(environment.HomeFolder, ".cache"), "huggingface");

    private string? ReadToken(string home)
    {
        if (environment.IsSet("HF_HUB_DISABLE_IMPLICIT_TOKEN"))
            return null;
        if (environment.Text("HF_TOKEN") is { } token)
            return token;

        var path = Folder("HF_TOKEN_PATH") ?? Path.Combine(home, "token");
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // an unreadable token is no token: public models need none
        }
    }

    private TimeSpan? Seconds(string name)
        => int.TryParse(environment.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
        ? TimeSpan.FromSeconds(seconds)
        : null;

    private string? Folder(string name) => environment.Text(name) is { } path ? Expand(path) : null;

    // "~" and "$NAME" or "${NAME}", as a shell would; what is not set stays as it is.
    private string Expand(string path)
    {
        var expanded = VariableInPath().Replace(path, match => environment.Variable(match.Groups["name"].Value) ?? match.Value);
        return expanded == "~" || expanded.StartsWith("~/", StringComparison.Ordinal)
            || expanded.StartsWith("~\\", StringComparison.Ordinal)
            ? environment.HomeFolder + expanded[1..]
            : expanded;
    }

    [GeneratedRegex(@"\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)\}?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VariableInPath();
}
