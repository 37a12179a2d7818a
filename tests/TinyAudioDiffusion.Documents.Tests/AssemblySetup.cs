using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Documents.Tests.Commands;

// Documents run in the current folder and write to the console: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TinyAudioDiffusion.Documents.Tests;

/// <summary>No document reaches the Hub or the user's own cache.</summary>
internal static class AssemblySetup
{
    [ModuleInitializer]
    public static void SwitchOffTheNetwork()
    {
        Environment.SetEnvironmentVariable("HF_HUB_OFFLINE", "1");
        Environment.SetEnvironmentVariable("HF_ENDPOINT", "http://127.0.0.1:1");
        Environment.SetEnvironmentVariable("HF_HUB_CACHE", WorkingFolder.Cache);
        foreach (var name in (string[])["HF_HOME", "HUGGINGFACE_HUB_CACHE", "HF_TOKEN"])
            Environment.SetEnvironmentVariable(name, null);
    }
}
