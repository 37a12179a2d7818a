using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>
/// Says before a large download what comes, how much it is, where it will lie, and what its licence asks; each file once.
/// </summary>
internal sealed class FetchNotices(Terminal terminal)
{
    private const long WorthSaying = 100_000;

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public void Tell(ModelFetchProgress fetch)
    {
        if (fetch.TotalBytes < WorthSaying || !_said.Add(fetch.File))
            return;
        var size = fetch.TotalBytes is { } total ? $" ({Sentences.Bytes(total)})" : "";
        var rest = fetch.Bytes > 0 ? $", going on at {Sentences.Bytes(fetch.Bytes)}" : "";
        var place = fetch.Destination is null ? "" : $" to {fetch.Destination}";
        terminal.WriteNoticeAboveBars($"Downloading {fetch.File}{size}{place}{rest}");
        if (PublishedModels.All.Any(model => fetch.File.StartsWith(model.Id + "/", StringComparison.OrdinalIgnoreCase)))
            terminal.WriteNoticeAboveBars($"Licence: {PublishedModels.Licence}");
    }
}
