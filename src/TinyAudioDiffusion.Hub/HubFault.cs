namespace TinyAudioDiffusion.Hub;

/// <summary>The kinds of failures between the Hub, the network and the cache.</summary>
public enum HubFault
{
    /// <summary>There is no such repository, or it is private and the token gives no access.</summary>
    RepositoryNotFound,

    /// <summary>The repository has no such branch, tag or commit.</summary>
    RevisionNotFound,

    /// <summary>The repository has no such file in that revision.</summary>
    FileNotFound,

    /// <summary>The repository's terms were not accepted on its page.</summary>
    GatedRepository,

    /// <summary>The Hub does not know the token.</summary>
    InvalidToken,

    /// <summary>The token, or its absence, does not allow this.</summary>
    AccessDenied,

    /// <summary>The Hub has taken the repository down.</summary>
    RepositoryDisabled,

    /// <summary>The answer is not one of the Hub: it comes from a captive portal, a proxy, a broken mirror, an attacker.</summary>
    InvalidAnswer,

    /// <summary>The network or the Hub fails for now.</summary>
    Unavailable,

    /// <summary>Offline mode is on, and the cache does not hold what is asked for.</summary>
    Offline,

    /// <summary>The bytes that came are not those that were promised, or not those that are pinned.</summary>
    Damaged,

    /// <summary>The disk is full, or too small for what would come.</summary>
    DiskFull,

    /// <summary>The cache cannot be written or read.</summary>
    CacheUnusable,

    /// <summary>A name leads out of its folder, or means different things on different systems.</summary>
    UnsafeName,

    /// <summary>The repository holds no model in a layout that can be read, or several without one being named.</summary>
    NoModel,
}
