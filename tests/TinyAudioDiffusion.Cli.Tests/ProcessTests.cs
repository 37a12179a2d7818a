using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests;

/// <summary>The built tool as a process of its own: what only an operating system can show.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Generate_AsAProcess_WritesAPlayableFile()
    {
        using var folder = new TemporaryFolder();
        using var process = Start(
            "generate", "kick", "--model", Fixtures.TinyNoise, "--seed", "1", "--length", "256", "--out", folder.Path, "--json");
        var error = process.StandardError.ReadToEndAsync();

        using var json = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(ExitCodes.Success, process.ExitCode);
        Assert.Empty(await error);
        Assert.Equal(256, AudioClip.Load(json.RootElement.GetProperty("files")[0].GetProperty("path").GetString()!).Length);
    }

    [Fact]
    public async Task Failure_AsAProcess_ExitsWith1()
    {
        using var process = Start("generate", "kick", "--model", "nowhere");
        var output = process.StandardOutput.ReadToEndAsync();

        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(ExitCodes.Failure, process.ExitCode);
        Assert.StartsWith("error: There is no model \"nowhere\"", error, StringComparison.Ordinal);
        Assert.Empty(await output);
    }

    [Theory]
    [InlineData("-INT", ExitCodes.Cancelled)]
    [InlineData("-TERM", ExitCodes.Terminated)]
    public async Task Signal_StopsCleanlyAndLeavesNoHalfFile(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        Assert.SkipWhen(signal == "-INT" && IgnoresInterrupts(), "A shell's background job ignores Ctrl-C, and so do its children.");
        using var folder = new TemporaryFolder();
        using var process = Start("generate", "kick", "--model", Fixtures.TinyNoise, "-n", "1000000", "--yes", "--seed", "1", "--length",
            "4096",
            "--steps", "2", "--out", folder.Path);
        var error = process.StandardError.ReadToEndAsync();

        // The first line says that the first file is whole; the work goes on for hours unless it is stopped.
        Assert.Contains("kick-1.wav", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        using (var kill = Process.Start("kill", [signal, $"{process.Id}"]))
            await kill.WaitForExitAsync();
        var lines = 1 + (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        await process.WaitForExitAsync();

        Assert.Equal(exitCode, process.ExitCode);
        Assert.Equal("Cancelled.", (await error).Trim());
        Assert.Equal(lines, folder.Files.Length);
        Assert.All(folder.Files, file => Assert.Equal(4096, AudioClip.Load(file).Length));
    }

    private static bool IgnoresInterrupts()
    {
        const string Ignored = "SigIgn:";
        const ulong Interrupt = 1 << 1;
        return OperatingSystem.IsLinux()
            && File.ReadLines("/proc/self/status").First(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is var line
            && (ulong.Parse(line[Ignored.Length..], NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)
                & Interrupt) != 0;
    }

    private static Process Start(params string[] arguments)
        => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tad.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
