using System.Net;

namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>Turns answers that are errors into exceptions that say what to do.</summary>
internal static class HubErrors
{
    private const string InvalidCredentials = "Invalid credentials in Authorization header";
    private const string Disabled = "Access to this resource is disabled.";

    /// <summary>Tells whether the same request may well succeed a little later.</summary>
    public static bool IsTransient(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Reads an answer of the Hub.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="repository">Which repository was asked for.</param>
    /// <param name="path">Which file; null for the repository as a whole.</param>
    /// <param name="endpoint">The Hub, for the page that a person may have to open.</param>
    public static HubException From(HttpResponseMessage response, HubRepository repository, string? path, Uri endpoint)
    {
        // The request that was answered, after redirects, says whether a token went along.
        var sentToken = response.RequestMessage?.Headers.Authorization is not null;
        var code = Header(response, "X-Error-Code");
        var message = Header(response, "X-Error-Message");
        var page = HubUrls.Page(endpoint, repository.Id);
        var (fault, sentence) = (code, (int)response.StatusCode) switch
        {
            ("GatedRepo", _) => (HubFault.GatedRepository, $"The repository {repository.Id} is gated: "
                + (sentToken
                    ? $"the access token that was sent has no access yet; accept the terms on {page} with the account of that token"
                        : $"accept its terms on {page} and set HF_TOKEN; no access token was sent")),
            ("RevisionNotFound", _) => (
                HubFault.RevisionNotFound,
                $"The repository {repository.Id} has no revision \"{repository.Revision ?? HubRepository.MainBranch}\""),
            ("EntryNotFound", _) => (HubFault.FileNotFound, $"The repository {repository} has no file \"{path}\""),
            ("RepoNotFound", _) => (HubFault.RepositoryNotFound, NotFound(repository, sentToken)),
            (_, 401) when message == InvalidCredentials => (
                HubFault.InvalidToken, "The Hub does not know the access token: make a new one, or unset HF_TOKEN for public models"),
            (_, 401) => (HubFault.RepositoryNotFound, NotFound(repository, sentToken)),
            (_, 403) when message == Disabled => (
                HubFault.RepositoryDisabled, $"The Hub has disabled the repository {repository.Id}; see {page}"),
            (_, 403) => (HubFault.AccessDenied, $"The Hub refuses access to {repository.Id}: "
                + (sentToken ? "the access token that was sent does not allow it; give that token read access to the repository"
                    : "no access token was sent; set HF_TOKEN")),
            (_, 404) when path is null => (
                HubFault.RepositoryNotFound,
                $"{Host(response)} does not find {repository} and does not say why: check the name, and that a Hub answers there "
                    + "(HF_ENDPOINT)"),
            (_, 404) => (HubFault.FileNotFound, $"The Hub does not find \"{path}\" in {repository}"),
            var (_, status) when IsTransient((HttpStatusCode)status) => (
                HubFault.Unavailable, $"{Host(response)} fails for now (status {status}) while asked for {repository}; try again later"),
            var (_, status) => (HubFault.InvalidAnswer, $"{Host(response)} answered with status {status} when asked for {repository}"),
        };
        var requestId = Header(response, "X-Request-Id") ?? Header(response, "X-Amzn-Trace-Id") ?? Header(response, "X-Amz-Cf-Id");
        var said = message is null ? "" : $" The server says: {message}";
        var request = requestId is null ? "" : $" (request {requestId})";
        return new HubException(fault, $"{sentence}{request}.{said}")
        {
            Status = response.StatusCode,
            RequestId = requestId,
            Commit = fault == HubFault.FileNotFound ? Header(response, "X-Repo-Commit") : null,
        };
    }

    /// <summary>Gets a header as it came; null where it is missing or empty.</summary>
    public static string? Header(HttpResponseMessage response, string name)
        => (response.Headers.NonValidated.TryGetValues(name, out var values)
            || response.Content.Headers.NonValidated.TryGetValues(name, out values))
        && values.ToString().Trim() is { Length: > 0 } text ? text : null;

    private static string NotFound(HubRepository repository, bool sentToken)
        => $"There is no repository {repository.Id}, or it is private and "
            + (sentToken ? "the access token that was sent gives no access to it" : "no access token was sent: set HF_TOKEN");

    private static string Host(HttpResponseMessage response) => response.RequestMessage?.RequestUri?.Host ?? "The Hub";
}
