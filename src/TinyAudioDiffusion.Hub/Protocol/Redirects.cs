namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>
/// Reads redirects. The library follows them itself, because an HTTP client that does so drops the token within the Hub and loses the
/// headers of the redirect to the storage.
/// </summary>
internal static class Redirects
{
    public const int MaxHops = 10;

    public static bool Is(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;

    /// <summary>Joins a Location with the address that answered it.</summary>
    /// <exception cref="HubException">It is missing, leaves the web, or would give up encryption.</exception>
    public static Uri Target(HttpResponseMessage response)
    {
        var from = response.RequestMessage!.RequestUri!;
        // Raw: a rooted path would be parsed as a file on some systems.
        var location = response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : "";
        if (location.Length == 0 || !Uri.TryCreate(from, location, out var target))
            throw Refused(from, "without an address");
        if (target.Scheme is not ("http" or "https"))
            throw Refused(from, $"to \"{target.Scheme}:\", which is not the web");
        if (from.Scheme == "https" && target.Scheme == "http")
            throw Refused(from, $"to {target.Host} without encryption");
        return target;
    }

    public static HubException TooMany(Uri from)
        => new(HubFault.InvalidAnswer, $"{from.Host} redirects in a circle: gave up after {MaxHops} hops from {from.AbsolutePath}.");

    private static HubException Refused(Uri from, string where)
        => new(HubFault.InvalidAnswer, $"{from.Host} redirects {where}; that was not followed. Check the endpoint and the network.");
}
