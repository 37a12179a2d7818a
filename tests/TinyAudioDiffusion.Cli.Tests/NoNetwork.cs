using System.Runtime.CompilerServices;

namespace TinyAudioDiffusion.Cli.Tests;

/// <summary>
/// No command of these tests asks the Hugging Face Hub anything or looks into the user's own cache; those that do are tested in
/// TinyAudioDiffusion.Hub.Tests against a server of their own.
/// </summary>
internal static class NoNetwork
{
    [ModuleInitializer]
    public static void SwitchOff()
    {
        Environment.SetEnvironmentVariable("HF_HUB_OFFLINE", "1");
        Environment.SetEnvironmentVariable("HF_ENDPOINT", "http://127.0.0.1:1");
        Environment.SetEnvironmentVariable("HF_HOME", Path.Combine(Path.GetTempPath(), "tad-tests-no-such-cache"));
        foreach (var name in (string[])["HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_TOKEN"])
            Environment.SetEnvironmentVariable(name, null);
    }
}
