using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Bench;

/// <summary>What is measured is told completely and adds up; how long it takes is nobody's promise.</summary>
public sealed class BenchCommandTests
{
    [Fact]
    public async Task Json_HasEveryFieldAndItsNumbersAddUp()
    {
        var run = await Tad.SucceedAsync("bench", "--model", Fixtures.Torch2, "--threads", "1", "--batch", "2", "--passes", "3", "--json");

        Assert.Empty(run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var report = json.RootElement;
        Assert.Equal("torch2", report.GetProperty("model").GetString());
        Assert.Equal(2, report.GetProperty("batch").GetInt32());
        Assert.Equal(64, report.GetProperty("samples").GetInt32());
        Assert.Equal(3, report.GetProperty("passes").GetInt32());
        Assert.Equal(1, report.GetProperty("threads").GetInt32());
        Assert.All(["instruction_set", "runtime", "os"], name => Assert.NotEmpty(report.GetProperty(name).GetString()!));
        Assert.All(
            [
                "seconds_per_forward", "seconds_minimum", "seconds_at_new_noise_level", "gflop", "gflops", "fma_peak_gflops",
                    "fraction_of_peak",
                "memory_bandwidth_gb_per_second", "peak_memory_bytes", "seconds_to_first_call",
            ],
            name => Assert.True(Number(report, name) > 0, name));
        Assert.True(Number(report, "allocated_bytes_per_step") >= 0);
        Assert.True(Number(report, "seconds_minimum") <= Number(report, "seconds_per_forward"));
        Assert.Equal(
            Number(report, "gflop") / Number(report, "seconds_per_forward"), Number(report, "gflops"), Relative(Number(report, "gflops")));
        Assert.Equal(Number(report, "gflops") / Number(report, "fma_peak_gflops"), Number(report, "fraction_of_peak"),
            Relative(Number(report, "fraction_of_peak")));

        var operations = report.GetProperty("operations").EnumerateArray().ToList();
        var seconds = operations.Select(operation => Number(operation, "seconds")).ToList();
        Assert.Equal(Number(report, "seconds_per_forward"), seconds.Sum(), Relative(seconds.Sum()));
        Assert.Equal(Number(report, "gflop"), operations.Sum(operation => Number(operation, "gflop")), Relative(Number(report, "gflop")));
        Assert.Equal(seconds.OrderDescending(), seconds);
        Assert.Contains(operations, operation => operation.GetProperty("operation").GetString() == "between operations");
        Assert.All(operations, operation =>
        {
            Assert.True(operation.GetProperty("calls").GetInt64() >= 0);
            Assert.Equal(Number(operation, "gflop"), Number(operation, "gflops") * Number(operation, "seconds"), 1e-12);
            Assert.True(Number(operation, "fraction_of_peak") >= 0);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Train_TellsOfSteps(bool checkpointing)
    {
        string[] line = ["bench", "--model", Fixtures.Torch2, "--threads", "1", "--batch", "2", "--passes", "3", "--train", "--json"];
        var run = await Tad.SucceedAsync(checkpointing ? [.. line, "--gradient-checkpointing"] : line);
        using var json = JsonDocument.Parse(run.Output);
        var report = json.RootElement;
        var training = report.GetProperty("training");
        Assert.Equal((2, 3), (training.GetProperty("batch").GetInt32(), training.GetProperty("steps").GetInt32()));
        Assert.Equal(checkpointing, training.GetProperty("checkpointing").GetBoolean());
        Assert.True(Number(training, "seconds_minimum") <= Number(training, "seconds_per_step"));
        Assert.Equal(3 * Number(report, "gflop"), Number(training, "gflop"), Relative(Number(training, "gflop")));
        Assert.Equal(Number(training, "gflop") / Number(training, "seconds_per_step"), Number(training, "gflops"),
            Relative(Number(training, "gflops")));
        Assert.True(Number(training, "fraction_of_peak") > 0);
        Assert.True(Number(training, "peak_memory_bytes") > 0);
        Assert.False(report.TryGetProperty("peak_memory_bytes", out _));
    }

    [Fact]
    public async Task Gflop_OfABatch_IsThatOfItsClips()
    {
        Assert.Equal(3 * await GflopAsync("1"), await GflopAsync("3"), 1e-6);

        static async Task<double> GflopAsync(string batch)
        {
            var run = await Tad.SucceedAsync(
                "bench", "--model", Fixtures.Torch2, "--threads", "1", "--batch", batch, "--passes", "1", "--json");
            using var json = JsonDocument.Parse(run.Output);

            // The modulations of a noise level are computed once, however many clips and passes want them.
            return json.RootElement.GetProperty("operations").EnumerateArray()
                .Where(operation => operation.GetProperty("operation").GetString() != "Linear")
                .Sum(operation => Number(operation, "gflop"));
        }
    }

    [Fact]
    public async Task Table_ShowsTheMachineAndEveryOperation()
    {
        var run = await Tad.SucceedAsync("bench", "--model", Fixtures.Torch2, "--weights", "ema", "--threads", "1", "--passes", "1");

        Assert.Empty(run.Error);
        Assert.Contains("torch2, 1 clip of 64 samples", run.Output, StringComparison.Ordinal);
        Assert.All(
            ["machine", "forward pass", "FMA peak", "memory bandwidth", "peak memory", "allocated per step", "first call", "Convolve 8",
                "Upsample", "between operations", "together"],
            words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--batch", "0")]
    [InlineData("--passes", "0")]
    [InlineData("--threads", "none")]
    public async Task Number_OutOfItsRange_IsAUsageError(string option, string value)
    {
        var run = await Tad.RunAsync("bench", option, value);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_ThatMakesNoSoundByItself_FailsWithOneSentence()
        => Assert.Contains("context-channels", await Tad.FailAsync("bench", "--model",
            Fixtures.PathOf("fixtures/unet/context-channels"), "--passes", "1"), StringComparison.Ordinal);

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static double Relative(double value) => 1e-9 * Math.Abs(value);
}
