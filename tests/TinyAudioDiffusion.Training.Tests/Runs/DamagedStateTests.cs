using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Tests.Runs;

/// <summary>Training states that a disk, a power cut or a person has changed.</summary>
public sealed class DamagedStateTests : RunFixture
{
    private static readonly TrainingConfiguration _configuration = TinyTraining.Configuration with { Samples = new() { Interval = 0 } };

    [Theory]
    [InlineData("a bit of the payload", "checksum")]
    [InlineData("the last bit", "checksum")]
    [InlineData("a bit of the counters", "checksum")]
    [InlineData("a digit of the checksum", "checksum")]
    [InlineData("cut in the middle", "")]
    [InlineData("cut in the header", "")]
    [InlineData("empty", "")]
    [InlineData("zeros", "")]
    [InlineData("another kind of file", "")]
    [InlineData("counters are emptied", "counters")]
    [InlineData("counters are no object", "counters")]
    [InlineData("counters are missing", "counters")]
    [InlineData("a counter is there twice", "counters")]
    [InlineData("step -5", "step is -5")]
    [InlineData("no optimizerStep", "counters")]
    [InlineData("optimizerStep below step", "optimizerStep")]
    [InlineData("averageCalls -1", "averageCalls")]
    [InlineData("seconds -1", "seconds")]
    [InlineData("seconds 1e999", "seconds")]
    [InlineData("no smoothedLoss", "smoothedLoss")]
    [InlineData("data without labels", "data")]
    [InlineData("data with labels of null", "data")]
    [InlineData("data of no sounds", "data")]
    [InlineData("data is missing", "data")]
    [InlineData("no checksum", "checksum")]
    [InlineData("no format", "format")]
    [InlineData("a format of tomorrow", "format")]
    [InlineData("no recipe", "recipe")]
    [InlineData("a recipe out of range", "recipe")]
    [InlineData("a tensor too few", "net.")]
    public async Task Resume_OfADamagedLastState_NamesTheBestOne_WhichGoesOn(string damage, string named)
    {
        await TrainAsync(_configuration);
        Damage(damage, Run.LastStatePath);

        var message = await FailureAsync(_configuration with { Steps = 14 }, TrainingStart.Resume);

        Assert.Contains(Run.LastStatePath, message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains(Run.BestStatePath, message, StringComparison.Ordinal);
        Assert.Contains("tad train --resume", message, StringComparison.Ordinal);
        Assert.Contains("--best", message, StringComparison.Ordinal);
        Assert.DoesNotContain("again:", message, StringComparison.Ordinal);
        var result = await TrainAsync(_configuration with { Steps = 14 }, TrainingStart.ResumeBest);
        Assert.Equal(14, result.Step);
        using var last = TrainingState.Open(Run.LastStatePath);
        Assert.Equal(14, last.Counters.Step);
    }

    [Fact]
    public async Task Resume_OfADamagedLastState_WithoutAGoodBestOne_NamesTheModel()
    {
        await TrainAsync(_configuration);
        RunFiles.Flip(Run.LastStatePath, new FileInfo(Run.LastStatePath).Length - 1);
        RunFiles.Flip(Run.BestStatePath, new FileInfo(Run.BestStatePath).Length - 1);

        var message = await FailureAsync(_configuration, TrainingStart.Resume);

        Assert.Contains(Run.ModelPath, message, StringComparison.Ordinal);
        Assert.DoesNotContain("--best", message, StringComparison.Ordinal);
        Assert.Contains("damaged", await FailureAsync(_configuration, TrainingStart.ResumeBest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryBit_OfTheFile_IsCovered()
    {
        await TrainAsync(_configuration with { Steps = 1, Validation = new() { Interval = 0 } });
        var whole = await File.ReadAllBytesAsync(Run.LastStatePath, TestContext.Current.CancellationToken);
        var random = new Random(5); // seeded: the same places every time
        for (var i = 0; i < 100; i++)
        {
            var changed = whole.ToArray();
            changed[random.Next(i % 2 == 0 ? 2000 : changed.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(this["state"], changed, TestContext.Current.CancellationToken);
            Assert.Throws<ModelFormatException>(() => TrainingState.Open(this["state"]));
        }
    }

    [Fact]
    public async Task StateOfAnEarlierVersion_WithoutChecksumAndHashes_GoesOn()
    {
        await TrainAsync(_configuration);
        RunFiles.Rewrite(Run.LastStatePath, metadata =>
        {
            metadata["format"] = "TinyAudioDiffusion training 1";
            metadata.Remove("checksum");
        });

        Assert.Equal(14, (await TrainAsync(_configuration with { Steps = 14 }, TrainingStart.Resume)).Step);
    }

    private static void Damage(string damage, string path)
    {
        var length = new FileInfo(path).Length;
        var payload = 8 + BitConverter.ToInt64(File.ReadAllBytes(path).AsSpan(0, 8));
        void Text(string key, string from, string to) => RunFiles.Rewrite(path, metadata =>
        {
            Assert.Contains(from, metadata[key], StringComparison.Ordinal);
            metadata[key] = metadata[key].Replace(from, to, StringComparison.Ordinal);
        });
        void Set(string key, string? value) => RunFiles.Rewrite(path, metadata =>
        {
            if (value is null)
                metadata.Remove(key);
            else
                metadata[key] = value;
        });
        long PlaceOf(string text) => File.ReadAllBytes(path).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text)) + text.Length;
        switch (damage)
        {
            case "a bit of the payload": RunFiles.Flip(path, payload + ((length - payload) / 2)); break;
            case "the last bit": RunFiles.Flip(path, length - 1, 1); break;
            case "a bit of the counters": RunFiles.Flip(path, PlaceOf("step\\u0022:"), 1); break;
            case "a digit of the checksum": RunFiles.Flip(path, PlaceOf("\"checksum\":\""), 1); break;
            case "cut in the middle": Cut(path, payload + ((length - payload) / 2)); break;
            case "cut in the header": Cut(path, 100); break;
            case "empty": Cut(path, 0); break;
            case "zeros": File.WriteAllBytes(path, new byte[length]); break;
            case "another kind of file": File.WriteAllText(path, "<html>not found</html>"); break;
            case "counters are emptied": Set("counters", "{}"); break;
            case "counters are no object": Set("counters", "[1]"); break;
            case "counters are missing": Set("counters", null); break;
            case "a counter is there twice": Text("counters", "{", "{\"step\":1,"); break;
            case "step -5": Text("counters", "\"step\":12", "\"step\":-5"); break;
            case "no optimizerStep": Text("counters", "\"optimizerStep\":12,", ""); break;
            case "optimizerStep below step": Text("counters", "\"optimizerStep\":12", "\"optimizerStep\":3"); break;
            case "averageCalls -1": Text("counters", "\"averageCalls\":12", "\"averageCalls\":-1"); break;
            case "seconds -1": Text("counters", "\"seconds\":", "\"seconds\":-1"); break;
            case "seconds 1e999": Text("counters", "\"seconds\":", "\"seconds\":1e999,\"x\":"); break;
            case "no smoothedLoss": Text("counters", "\"smoothedLoss\"", "\"x\""); break;
            case "data without labels": Text("data", "\"labels\"", "\"x\""); break;
            case "data with labels of null": Text("data", "\"labels\":[]", "\"labels\":null"); break;
            case "data of no sounds": Text("data", "\"count\":5", "\"count\":0"); break;
            case "data is missing": Set("data", null); break;
            case "no checksum": Set("checksum", null); break;
            case "no format": Set("format", null); break;
            case "a format of tomorrow": Set("format", "TinyAudioDiffusion training 3"); break;
            case "no recipe": Set("recipe", null); break;
            case "a recipe out of range": Text("recipe", "\"batch\": 2", "\"batch\": 0"); break;
            case "a tensor too few": RenameATensor(path); break;
            default: throw new ArgumentOutOfRangeException(nameof(damage), damage, null);
        }
    }

    private static void Cut(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.SetLength(length);
    }

    // Both have the same length, so that the header stays as long as it was; then with a checksum that fits.
    private static void RenameATensor(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var name = "\"mean/net."u8;
        var place = bytes.AsSpan().IndexOf(name);
        bytes[place + name.Length] = (byte)'#';
        File.WriteAllBytes(path, bytes);
        var checksum = StateChecksum.Of(path)!;
        var key = "\"checksum\":\""u8;
        System.Text.Encoding.ASCII.GetBytes(checksum).CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(key) + key.Length));
        File.WriteAllBytes(path, bytes);
    }
}
