namespace TinyAudioDiffusion.Hub.Tests.Server;

/// <summary>A request as it came in.</summary>
/// <param name="Origin">"hub" or "cdn".</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The path and query, raw.</param>
/// <param name="Authorization">The token that came along; null for none.</param>
/// <param name="Range">The part that was asked for; null for the whole.</param>
/// <param name="AcceptEncoding">The encodings that were accepted.</param>
internal sealed record SeenRequest(
    string Origin, string Method, string Target, string? Authorization, string? Range, string? AcceptEncoding)
{
    public string Path => Target.Split('?')[0];

    /// <summary>Short, for comparing lists: "HEAD hub", "GET cdn bytes=5-".</summary>
    public override string ToString() => $"{Method} {Origin}" + (Range is null ? "" : " " + Range);
}
