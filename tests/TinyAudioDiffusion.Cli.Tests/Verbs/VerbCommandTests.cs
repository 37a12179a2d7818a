using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Verbs;

public sealed class VerbCommandTests
{
    [Theory]
    [InlineData("vary SOURCE -n 2 --strength 0.4", "source-vary-3.wav source-vary-4.wav")]
    [InlineData("vary SOURCE --legacy --strength 0.2", "source-vary-3.wav")]
    [InlineData("inpaint SOURCE --region 0.0002-0.0005 --region 0-@1 --resamples 2", "source-inpaint-3.wav")]
    [InlineData("interpolate --to-seed 9 -n 3", "torch2-interpolate-3-1.wav torch2-interpolate-3-2.wav torch2-interpolate-3-3.wav")]
    [InlineData("interpolate SOURCE SOURCE -n 2", "source-source-interpolate-3-1.wav source-source-interpolate-3-2.wav")]
    [InlineData("invert SOURCE", "source-invert.wav")]
    [InlineData("extend SOURCE --length 200", "source-extend-3.wav")]
    [InlineData("loop --length 77", "torch2-loop-3.wav")]
    [InlineData("vary SOURCE --sampler dpmpp-2m --schedule karras --finish --normalize loudness --target -14 --ceiling -1 --tail-gate "
        + "-50 --max-duration 60", "source-vary-3.wav")]
    public async Task Verb_WritesItsFiles_AndLeavesNoneWhenCancelled(string line, string files)
    {
        using var folder = new TemporaryFolder();
        var source = SourceIn(folder);
        string[] arguments = [.. line.Split(' ').Select(argument => argument == "SOURCE"
            ? source
            : argument), "--model", Fixtures.Torch2, "--seed", "3", "--steps", "3", "--out"];

        var run = await Tad.SucceedAsync([.. arguments, folder["out"]]);

        Assert.Equal(files.Split(' '), Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order());
        Assert.Equal(files.Split(' ').Length, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Empty(run.Error);

        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var cancelled = await Tad.RunAsync([.. arguments, folder["cancelled"]], cancellation.Token);
        Assert.Equal((ExitCodes.Cancelled, "Cancelled."), (cancelled.ExitCode, cancelled.Error.Trim()));
        Assert.False(Directory.Exists(folder["cancelled"]));
    }

    // Half of the network calls are made when the token is cancelled.
    [Theory]
    [InlineData("generate kick -n 3")]
    [InlineData("generate kick -n 9 --max-duration 60")]
    [InlineData("generate --best-of 6 -n 2")]
    [InlineData("generate kick --recipe LOOP")]
    [InlineData("generate --recipe VARIED --source SOURCE")]
    [InlineData("vary SOURCE -n 2 --strength 0.9")]
    [InlineData("vary SOURCE --legacy --strength 0.2")]
    [InlineData("inpaint SOURCE --region 0.0002-0.0005 --resamples 2")]
    [InlineData("interpolate --to-seed 9 -n 3")]
    [InlineData("interpolate SOURCE SOURCE -n 2")]
    [InlineData("invert SOURCE")]
    [InlineData("invert SOURCE --back")]
    [InlineData("extend SOURCE --length 200")]
    [InlineData("loop --length 77")]
    public async Task Cancelled_InTheMiddle_LeavesNoFile(string line)
    {
        using var folder = new TemporaryFolder();
        var model = CancellingModels.FolderIn(folder);
        var source = SourceIn(folder, stereo: true);
        var id = $"tad1:{Uri.EscapeDataString(model)}?seed=3&sampler=ddim&schedule=linear&steps=8&length=64";
        string[] arguments = [.. line.Split(' ').Select(argument => argument switch
        {
            "SOURCE" => source,
            "LOOP" => $"{id}&verb=loop",
            "VARIED" => $"{id}&verb=vary&amount=0.9",
            _ => argument,
        })];

        var (calls, whole) = await RunAsync(int.MaxValue);
        Assert.True(whole.ExitCode == ExitCodes.Success, whole.Error);
        Assert.NotEmpty(Directory.GetFiles(folder["out"]));
        Directory.Delete(folder["out"], recursive: true);

        var (callsUntilThen, stopped) = await RunAsync(calls / 2);
        Assert.Equal((ExitCodes.Cancelled, "Cancelled.", ""), (stopped.ExitCode, stopped.Error.Trim(), stopped.Output));
        Assert.Equal(calls / 2, callsUntilThen);
        Assert.False(Directory.Exists(folder["out"]));

        async Task<(int Calls, Tad Run)> RunAsync(int atCall)
        {
            using var cancellation = new CancellationTokenSource();
            var models = new CancellingModels(cancellation, atCall);
            var run = await Tad.RunAsync(
                [.. arguments, .. line.Contains("--recipe", StringComparison.Ordinal)
                    ? (string[])["--allow-fetch"]
                    : ["--model", model, "--seed", "3", "--steps", "8"], "--out", folder["out"]],
                cancellation.Token, builder => builder.AddModelFormat(models));
            return (models.Calls, run);
        }
    }

    [Theory]
    [InlineData("vary SOURCE -n 3 --strength 0.4", "SOURCE")]
    [InlineData("inpaint SOURCE --region 0.0002-0.0005 --region 0-@1 --resamples 2", "SOURCE")]
    [InlineData("interpolate --to-seed 9 -n 3", "")]
    [InlineData("interpolate SOURCE OTHER -n 3", "SOURCE OTHER")]
    [InlineData("invert SOURCE --back --depth 16", "SOURCE")]
    [InlineData("extend SOURCE --length 200", "SOURCE")]
    [InlineData("loop --length 77", "")]
    public async Task GenerateRecipe_OfAVerb_MakesTheSameBytesAgain(string line, string sources)
    {
        using var folder = new TemporaryFolder();
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SOURCE"] = SourceIn(folder, stereo: true),
            ["OTHER"] = folder["in/other.wav"]
        };
        new AudioClip([.. Enumerable.Range(0, 128).Select(i => 0.3f * MathF.Cos(i * 0.2f))], 2, 44100).Save(files["OTHER"]);
        string[] arguments = [.. line.Split(' ').Select(word => files.GetValueOrDefault(word, word)), "--model", Fixtures.Torch2, "--seed",
            "3", "--steps", "3", "--out", folder["first"]];
        var keepsAPart = line.StartsWith("inpaint", StringComparison.Ordinal) || line.StartsWith("extend", StringComparison.Ordinal);
        if (keepsAPart)
            Assert.Contains("keeps a part of the sound", await Tad.FailAsync([.. arguments, "--finish"]), StringComparison.Ordinal);
        await Tad.SucceedAsync(keepsAPart ? arguments : [.. arguments, "--finish"]);
        var first = Directory.GetFiles(folder["first"]).Order(StringComparer.Ordinal)
            .ElementAt(line.Contains("-n 3", StringComparison.Ordinal) ? 1 : 0);
        string[] sourceArguments = [.. sources.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(name => new[] { "--source", files[name] })];

        await Tad.SucceedAsync(["generate", "--recipe", first, .. sourceArguments, "--model", Fixtures.Torch2, "--out", folder["again"]]);
        await Tad.SucceedAsync(["generate", "--recipe", SoundId.Format(GenerationRecipe.FromFile(first)), .. sourceArguments, "--model",
            Fixtures.Torch2, "--out", folder["id"]]);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder["again"]))));
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder["id"]))));
        if (sourceArguments.Length == 0)
            return;
        Assert.Contains("needs the", await Tad.FailAsync("generate", "--recipe", first, "--model", Fixtures.Torch2, "--out",
            folder["missing"]), StringComparison.Ordinal);
        Assert.Contains("not the one of the recipe", await Tad.FailAsync(["generate", "--recipe", first, .. sourceArguments.Select(word
            => word == files["SOURCE"] ? first : word), "--model", Fixtures.Torch2, "--out", folder["wrong"]]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["wrong"]) || Directory.Exists(folder["missing"]));
    }

    [Fact]
    public async Task Invert_AndBack_GivesTheSoundBack()
    {
        using var folder = new TemporaryFolder();
        var source = SourceIn(folder);

        await Tad.SucceedAsync(
            "invert", source, "--model", Fixtures.Torch2, "--steps", "10", "--refinements", "20", "--out", folder["noise"]);
        await Tad.SucceedAsync("invert", folder["noise/source-invert.wav"], "--back", "--model", Fixtures.Torch2, "--steps", "10",
            "--seed", "1", "--out", folder["back"]);

        var (expected, actual) = (AudioClip.Load(source), AudioClip.Load(folder["back/source-invert-back-1.wav"]));
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected.Channel(0)[i], actual.Channel(0)[i], 1e-3f);
    }

    [Fact]
    public async Task GenerateRecipe_ThatNamesAPath_OpensItOnRequestOnly()
    {
        using var folder = new TemporaryFolder();
        var id = $"tad1:{Uri.EscapeDataString(Fixtures.Torch2)}?seed=1&sampler=ddim&schedule=linear&steps=1&length=64";

        var error = await Tad.FailAsync("generate", "--recipe", id, "--out", folder["refused"]);
        Assert.Contains("neither registered nor complete in the cache", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["refused"]));
        await Tad.SucceedAsync("generate", "--recipe", id, "--allow-fetch", "--out", folder["allowed"]);
        await Tad.SucceedAsync("generate", "--recipe", id, "--model", Fixtures.Torch2, "--out", folder["named"]);

        var (allowed, named) = (Directory.GetFiles(folder["allowed"])[0], Directory.GetFiles(folder["named"])[0]);
        Assert.Equal(File.ReadAllBytes(allowed), File.ReadAllBytes(named));
        Assert.Equal("torch2.ckpt", GenerationRecipe.FromFile(named).Model); // no path of this machine
        Assert.DoesNotContain(Path.GetDirectoryName(Fixtures.Torch2)!, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(named)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateRecipe_WithAnotherModelOfTheSameName_IsSaid()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["other"]);
        var other = Path.Combine(folder["other"], Path.GetFileName(Fixtures.Torch2));
        File.Copy(Fixtures.Torch2, other);
        File.Copy(Path.Combine(Path.GetDirectoryName(Fixtures.Torch2)!, "config.yaml"), folder["other/config.yaml"]);
        string[] line = ["generate", "--seed", "1", "--sampler", "ddim", "--steps", "1", "--length", "64"];
        await Tad.SucceedAsync([.. line, "--model", Fixtures.Torch2, "--out", folder["first"]]);
        var first = folder["first/torch2-1.wav"];

        // The average of the same checkpoint stands for other weights: recipes without the set of weights were made with the online ones.
        var same = await Tad.SucceedAsync("generate", "--recipe", first, "--model", other, "--out", folder["same"]);
        var changed = await Tad.SucceedAsync("generate", "--recipe", first, "--model", other, "--weights", "ema", "--out", folder["ema"]);

        var recipe = GenerationRecipe.FromFile(first);
        Assert.Matches("^[0-9a-f]{12}$", recipe.Revision);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(folder["same/torch2-1.wav"]));
        Assert.Empty(same.Error);
        Assert.Contains($"The recipe names the model torch2.ckpt with revision {recipe.Revision}", changed.Error, StringComparison.Ordinal);
        Assert.Contains("It is another model", changed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("24")]
    [InlineData("float")]
    public async Task GenerateRecipe_MakesTheSameBytesAgain(string depth)
    {
        using var folder = new TemporaryFolder();
        await Tad.SucceedAsync(
            "generate", "--model", Fixtures.Torch2, "--seed", "8", "--steps", "4", "--sampler", "dpmpp-3m-sde", "--schedule", "karras",
                "--length", "99", "--finish", "--depth", depth, "--weights", "ema", "--out", folder["first"]);

        await Tad.SucceedAsync("generate", "--recipe", folder["first/torch2-8.wav"], "--model", Fixtures.Torch2, "--out", folder["again"]);
        await Tad.SucceedAsync("generate", "--recipe", SoundId.Format(GenerationRecipe.FromFile(folder["first/torch2-8.wav"])), "--model",
            Fixtures.Torch2, "--depth", depth, "--out", folder["id"]);
        await Tad.SucceedAsync(
            "generate", "--recipe", folder["first/torch2-8.wav"], "--model", Fixtures.Torch2, "--seed", "9", "--out", folder["other"]);

        var bytes = File.ReadAllBytes(folder["first/torch2-8.wav"]);
        Assert.Equal(bytes, File.ReadAllBytes(folder["again/torch2-8.wav"]));
        Assert.Equal(bytes, File.ReadAllBytes(folder["id/torch2-8.wav"]));
        Assert.NotEqual(bytes, File.ReadAllBytes(folder["other/torch2-9.wav"]));
    }

    [Fact]
    public async Task GenerateRecipe_OfAnotherRevision_FailsUnlessTheModelIsNamed()
    {
        using var folder = new TemporaryFolder();
        const string id = "tad1:drums@0123?seed=1&sampler=ddim&schedule=linear&steps=1&length=64&class=kick";

        Assert.Contains("with revision 0123 of the model", await Tad.FailAsync("generate", "--recipe", id, "--out", folder["out"]),
            StringComparison.Ordinal);
        Assert.Contains("with revision 0123 of the model", await Tad.FailAsync("generate", "--recipe", $"{id}&verb=loop", "--out",
            folder["out"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
        await Tad.SucceedAsync("generate", "--recipe", id, "--model", "drums", "--out", folder["out"]);
        await Tad.SucceedAsync("generate", "--recipe", $"{id}&verb=loop", "--model", "drums", "--out", folder["out"]);
        Assert.Equal(2, folder.Files.Length);
    }

    [Fact]
    public async Task FinishedSound_ThatCancelsInMono_IsSaid()
    {
        using var folder = new TemporaryFolder();
        var samples = new float[2 * 64];
        for (var i = 0; i < 64; i++)
            (samples[i], samples[64 + i]) = (0.5f * MathF.Sin(i), -0.45f * MathF.Sin(i));
        new AudioClip(samples, 2, 44100).Save(folder["in/wide.wav"], SampleEncoding.Float32);
        string[] line = ["vary", folder["in/wide.wav"], "--model", Fixtures.Torch2, "--seed", "1", "--strength", "0", "--out",
        folder["out"]];

        Assert.DoesNotContain("mono", (await Tad.SucceedAsync(line)).Output, StringComparison.Ordinal);
        Assert.Matches(@"loses \d\d\.\d dB in mono", (await Tad.SucceedAsync([.. line, "--normalize", "peak"])).Output);
        using var json = JsonDocument.Parse((await Tad.SucceedAsync([.. line, "--normalize", "peak", "--json"])).Output);
        var file = json.RootElement.GetProperty("files")[0];
        Assert.InRange(file.GetProperty("monoChangeDb").GetDouble(), -40, -20);
        Assert.StartsWith("tad1:", file.GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateBestOf_KeepsTheBest()
    {
        using var folder = new TemporaryFolder();

        var run = await Tad.SucceedAsync("generate", "--model", Fixtures.Torch2, "--seed", "1", "--steps", "1", "--best-of", "6",
            "--score", "punch", "-n", "2", "--out", folder.Path, "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(2, json.RootElement.GetProperty("files").GetArrayLength());
        Assert.Equal(2, folder.Files.Length);
    }

    [Theory]
    [InlineData("vary nowhere.wav --model TINY", "nowhere.wav")]
    [InlineData("vary EMPTY --model TINY", "no whole frame")]
    [InlineData("vary NAN --model TINY", "not finite numbers")]
    [InlineData("vary SOURCE --model TINY --sampler magic", "known are ddim, ddpm, dpm-2")]
    [InlineData("inpaint SOURCE --model TINY --region 5-6", "is not inside the sound")]
    [InlineData("inpaint SOURCE --model TINY --region 0-0.001@7", "There is no channel 7")]
    [InlineData("inpaint SOURCE --model TINY --region 0-0.001 --sampler heun", "works with the sampler \"ddim\" only")]
    [InlineData("extend SOURCE --model TINY", "must name the length")]
    [InlineData("loop --model TINY --guidance 2", "has no classes")]
    [InlineData("inpaint SOURCE --model TINY --region 0.0004-0.0002", "must end after it starts")]
    [InlineData("vary SOURCE --model TINY --schedule magic", "known are cosine-logsnr")]
    [InlineData("inpaint EMPTY --model TINY --region 0-0.001", "no whole frame")]
    [InlineData("interpolate SOURCE NAN --model TINY", "not finite numbers")]
    [InlineData("extend NAN --model TINY --length 200", "not finite numbers")]
    [InlineData("invert NAN --back --model TINY", "not finite numbers")]
    [InlineData("generate --recipe SOURCE", "no recipe in this file")]
    [InlineData("generate --recipe tad1:nonsense", "is not a sound id")]
    [InlineData("generate --recipe tad1:a?seed=1&sampler=ddim&schedule=linear&steps=1&length=1&verb=loop -n 2", "makes one sound")]
    [InlineData("generate --recipe tad1:TINY?seed=1&sampler=ddim&schedule=linear&steps=1&length=1&verb=magic --model TINY", "is not known")]
    [InlineData("generate --model TINY --best-of 2 -n 3", "cannot give the 3 sounds")]
    [InlineData("generate --model TINY --best-of 2 --score beauty", "known are clean-tail, punch")]
    [InlineData("generate --model TINY --sampler dpm-adaptive --max-duration 1", "no time limit can be kept")]
    public async Task BadInput_FailsWithOneSentence_AndWritesNothing(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        var source = SourceIn(folder);
        new AudioClip([], 1, 44100).Save(folder["in/empty.wav"]);
        new AudioClip([0, float.NaN], 1, 44100).Save(folder["in/nan.wav"], SampleEncoding.Float32);
        var arguments = line.Split(' ').Select(argument => argument switch
        {
            "TINY" => Fixtures.TinyNoise,
            "SOURCE" => source,
            "EMPTY" => folder["in/empty.wav"],
            "NAN" => folder["in/nan.wav"],
            _ => argument,
        });

        Assert.Contains(expected, await Tad.FailAsync([.. arguments, "--out", folder["out"]]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("vary a.wav --model m --strength -0.1")]
    [InlineData("vary a.wav --model m --steps 0")]
    [InlineData("inpaint a.wav --model m")]
    [InlineData("inpaint a.wav --model m --region x")]
    [InlineData("interpolate a.wav --model m")]
    [InlineData("interpolate --model m")]
    [InlineData("interpolate a.wav b.wav --to-seed 3 --model m")]
    [InlineData("generate kick --model m --source a.wav")]
    [InlineData("generate --max-duration 0")]
    public async Task BadLine_IsAUsageError(string line)
        => Assert.Equal(ExitCodes.Usage, (await Tad.RunAsync(line.Split(' '))).ExitCode);

    private static string SourceIn(TemporaryFolder folder, bool stereo = false)
    {
        var path = folder["in/source.wav"];
        var channels = stereo ? 2 : 1;
        new AudioClip([.. Enumerable.Range(0, 64 * channels).Select(i => 0.5f * MathF.Sin(i * 0.3f))], channels, 44100)
            .Save(path, SampleEncoding.Float32);
        return path;
    }
}
