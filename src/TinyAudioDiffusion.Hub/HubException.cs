using System.Net;

namespace TinyAudioDiffusion.Hub;

/// <summary>Something between the Hub, the network and the cache went wrong; <see cref="Fault"/> says what.</summary>
/// <param name="fault">What went wrong.</param>
/// <param name="message">The sentence that a person reads.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class HubException(HubFault fault, string message, Exception? innerException = null)
    : TinyAudioDiffusionException(message, innerException)
{
    /// <summary>Gets what went wrong.</summary>
    public HubFault Fault { get; } = fault;

    /// <summary>Gets the status of the answer; null where there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Gets the Hub's name for the request, to quote to its support; null where there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the commit in which a file was looked for and is missing; null otherwise.</summary>
    internal string? Commit { get; init; }

    /// <summary>
    /// Gets whether the library may use the cache instead: the Hub cannot be asked, or does not show the repository any more. Not when it
    /// says clearly that there is no such revision or file, and not behind a proxy that refuses.
    /// </summary>
    internal bool AllowsCache
        => Fault is HubFault.Unavailable or HubFault.InvalidAnswer or HubFault.RepositoryNotFound or HubFault.GatedRepository
        or HubFault.InvalidToken or HubFault.AccessDenied or HubFault.RepositoryDisabled
        && InnerException is not HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError };
}
