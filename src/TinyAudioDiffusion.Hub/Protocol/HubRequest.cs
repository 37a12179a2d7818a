using System.Net.Http.Headers;

namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>A request to the Hub or to where it sends us, without what every request carries.</summary>
/// <param name="Method">The method.</param>
/// <param name="Address">Where it starts; redirects may lead on.</param>
internal sealed record HubRequest(HttpMethod Method, Uri Address)
{
    /// <summary>The part that is wanted; null for the whole.</summary>
    public RangeHeaderValue? Range { get; init; }

    /// <summary>Gets whether a redirect with the facts about the file is returned instead of followed.</summary>
    public bool StopAtMetadata { get; init; }

    /// <summary>Gets whether the request is repeated after a failure that may pass.</summary>
    public bool Retry { get; init; } = true;

    public required TimeSpan Timeout { get; init; }
}
