namespace TinyAudioDiffusion.Hub;

/// <summary>The named HTTP clients, for applications that add handlers of their own.</summary>
internal static class HubClientNames
{
    /// <summary>Talks to the endpoint, with the token.</summary>
    public const string Endpoint = "huggingface-hub";

    /// <summary>Fetches from wherever the endpoint sends it, never with the token.</summary>
    public const string Storage = "huggingface-storage";
}
