using System.Net.Http.Headers;

namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>A request to the Hub or to where it sends us, without what every request carries.</summary>
/// <param name="Method">The method.</param>
/// <param name="Address">Where it starts; redirects may lead on.</param>
internal sealed record HubRequest(HttpMethod Method, Uri Address)
{
    /// <summary>The part that is wanted; null for the whole.</summary>
    public RangeHeaderValue? Range { get; init; }

    /// <summary>Whether a redirect that already tells what a file is shall be given back instead of being followed.</summary>
    public bool StopAtMetadata { get; init; }

    /// <summary>Whether passing failures are worth a repeat.</summary>
    public bool Retry { get; init; } = true;

    public required TimeSpan Timeout { get; init; }
}
