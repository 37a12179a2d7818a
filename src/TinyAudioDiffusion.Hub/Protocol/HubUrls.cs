namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>The addresses of the Hub. Names must have been checked before: an address collapses dots and forgets what was meant.</summary>
internal static class HubUrls
{
    /// <summary>A file: slashes in the revision are escaped, those in the path are not.</summary>
    public static Uri File(Uri endpoint, string id, string revision, string path)
        => new($"{Root(endpoint)}/{id}/resolve/{Uri.EscapeDataString(revision)}/"
            + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    /// <summary>The address of the list of the files of a repository, with sizes and hashes.</summary>
    public static Uri Listing(Uri endpoint, string id, string revision)
        => new($"{Root(endpoint)}/api/models/{id}/revision/{Uri.EscapeDataString(revision)}?blobs=true");

    /// <summary>The page that a person opens.</summary>
    public static string Page(Uri endpoint, string id) => $"{Root(endpoint)}/{id}";

    /// <summary>Tells whether an address is of the endpoint's own origin: the only place that may see the token.</summary>
    public static bool IsSameOrigin(Uri endpoint, Uri other)
        => Uri.Compare(endpoint, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string Root(Uri endpoint) => endpoint.AbsoluteUri.TrimEnd('/');
}
