using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub;

/// <summary>
/// A model repository on the Hub, and which version of it. Written "owner/name", "owner/name@revision", "owner/name@revision:file".
/// </summary>
/// <param name="Id">The repository: "owner/name".</param>
/// <param name="Revision">A branch, a tag or a commit; "latest" is the branch "main". Null: the pinned version of a published model, else
/// "main".</param>
/// <param name="File">The one weights file that is meant, where a repository holds several; null where it is clear.</param>
public sealed partial record HubRepository(string Id, string? Revision = null, string? File = null)
{
    /// <summary>The branch that a repository shows first.</summary>
    public const string MainBranch = "main";

    /// <summary>Reads the written form. Makes no request.</summary>
    /// <param name="text">The text.</param>
    /// <param name="repository">The repository, where the text names one.</param>
    /// <returns>Whether it does.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out HubRepository? repository)
    {
        repository = null;
        if (text is null || Form().Match(text) is not { Success: true } match || !IsId(match.Groups["id"].Value))
            return false;

        var revision = match.Groups["revision"] is { Success: true, Value: var found } ? found : null;
        var file = match.Groups["file"] is { Success: true, Value: var named } ? named : null;
        if ((revision is not null && HubNames.WhyUnsafe(revision) is not null)
            || (file is not null && HubNames.WhyUnsafe(file) is not null))
            return false;
        repository = new HubRepository(match.Groups["id"].Value, revision == "latest" ? MainBranch : revision, file);
        return true;
    }

    /// <summary>Gives the written form.</summary>
    /// <returns>"owner/name@revision:file", without what is not set.</returns>
    public override string ToString()
        => Id + (Revision is null ? "" : "@" + Revision) + (File is null ? "" : ":" + File);

    /// <summary>Tells whether a text is a whole commit hash.</summary>
    internal static bool IsCommit([NotNullWhen(true)] string? text) => text is { Length: 40 } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Makes sure that nothing in it can lead a path or an address astray.</summary>
    /// <exception cref="HubException">Something can.</exception>
    internal void RequireValid()
    {
        if (!IsId(Id))
            throw new HubException(HubFault.UnsafeName, $"\"{Id}\" is no repository on the Hub: write owner/name.");
        if (Revision is not null)
            HubNames.RequireSafe(Revision, "revision");
    }

    // The Hub's own rule for names, and both halves must be there: "name" alone could be a folder that is missing.
    private static bool IsId(string id)
        => Identifier().IsMatch(id)
        && !id.Contains("--", StringComparison.Ordinal)
        && !id.Contains("..", StringComparison.Ordinal)
        && !id.EndsWith(".git", StringComparison.OrdinalIgnoreCase)
        && HubNames.WhyUnsafe(id) is null;

    [GeneratedRegex(
        @"^(?<id>[^@:]+)(@(?<revision>[^@:]+))?(:(?<file>[^@:]+))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?/[A-Za-z0-9_]([A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Identifier();
}
