using System.Net;

namespace TinyAudioDiffusion.Hub;

/// <summary>
/// Options for the Hugging Face Hub and its cache. Defaults come from the environment variables of the Hub's own clients; options that code
/// sets come first.
/// </summary>
public sealed class HuggingFaceHubOptions
{
    /// <summary>Gets or sets the Hub's address; a path in front of the repositories is kept.</summary>
    /// <value>HF_ENDPOINT, else https://huggingface.co.</value>
    public Uri Endpoint { get; set; } = new("https://huggingface.co");

    /// <summary>Gets or sets the folder of the cache that all clients of the Hub share.</summary>
    /// <value>HF_HUB_CACHE, else "hub" in HF_HOME, else ~/.cache/huggingface/hub.</value>
    public string CacheFolder { get; set; } = "";

    /// <summary>
    /// Gets or sets the folder of models of which only the needed weights were fetched; they have no place in the shared cache.
    /// </summary>
    /// <value>"tiny-audio-diffusion" in HF_HOME.</value>
    public string WeightsOnlyFolder { get; set; } = "";

    /// <summary>Gets or sets the access token. It goes to the endpoint's own origin only, and is never logged.</summary>
    /// <value>HF_TOKEN, else the content of the file HF_TOKEN_PATH, unless HF_HUB_DISABLE_IMPLICIT_TOKEN is set; null for none.</value>
    public string? Token { get; set; }

    /// <summary>
    /// Gets or sets whether to fetch of a checkpoint only the weights that playing it needs, usually a quarter of the file.
    /// </summary>
    /// <value>False: whole files, whose hashes are checked. True: the hash of a whole checkpoint is not checked; the checksums of what is
    /// read are.</value>
    public bool WeightsOnly { get; set; }

    /// <summary>Gets or sets whether to use the cache only and make no request at all.</summary>
    /// <value>HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE.</value>
    public bool Offline { get; set; }

    /// <summary>
    /// Gets or sets whether the cache holds copies instead of symbolic links, as it does by itself where links do not work.
    /// </summary>
    /// <value>HF_HUB_DISABLE_SYMLINKS.</value>
    public bool DisableSymlinks { get; set; }

    /// <summary>Gets or sets whether requests name only this library, not the platform.</summary>
    /// <value>HF_HUB_DISABLE_TELEMETRY, DISABLE_TELEMETRY or DO_NOT_TRACK.</value>
    public bool DisableTelemetry { get; set; }

    /// <summary>Gets or sets how long to wait for the answer about a file.</summary>
    /// <value>HF_HUB_ETAG_TIMEOUT, else 10 seconds.</value>
    public TimeSpan MetadataTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long to wait for the next bytes of a download; a download as a whole may take any time.</summary>
    /// <value>HF_HUB_DOWNLOAD_TIMEOUT, else 10 seconds.</value>
    public TimeSpan DownloadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets how often a request is repeated after a passing failure, and a download resumed without a byte gained.
    /// </summary>
    /// <value>5. From 0 to 20.</value>
    public int Retries { get; set; } = 5;

    /// <summary>
    /// Gets or sets by how much of itself a wait of 1, 2, 4, 8, 8 seconds between repeats may grow at random, so that clients do not return
    /// all at once.
    /// </summary>
    /// <value>0.25. From 0 to 1.</value>
    public double RetryJitter { get; set; } = 0.25;

    /// <summary>
    /// Gets or sets the longest time that one request waits in all before its repeats. A server that asks for more is given up at once.
    /// </summary>
    /// <value>TAD_HUB_LONGEST_WAIT in seconds, else 5 minutes.</value>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets or sets the least rate of a download in bytes a second. A connection that is slower for 30 seconds is given up, and the
    /// download resumed on another one.
    /// </summary>
    /// <value>TAD_HUB_LEAST_RATE, else 1,024. 0 accepts every rate.</value>
    public int LeastRate { get; set; } = 1024;

    /// <summary>Gets or sets how many bytes at least are fetched at once when only parts of a file are read.</summary>
    /// <value>262,144. From 1,024 to 16,777,216.</value>
    public int RangeBlockBytes { get; set; } = 1 << 18;

    /// <summary>Gets or sets the proxy.</summary>
    /// <value>Null: what the system and HTTPS_PROXY, HTTP_PROXY, NO_PROXY say.</value>
    public IWebProxy? Proxy { get; set; }
}
