using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.CommandLine;

/// <summary>
/// Every command meets the ordinary mistakes: the sentence follows the user's file, and the exit code says whether the line was understood.
/// </summary>
public sealed class MistakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MistakeTests()
    {
        Directory.CreateDirectory(_folder["sounds"]);
        Directory.CreateDirectory(_folder["empty"]);
        var tone = new AudioClip([.. Enumerable.Range(0, 256).Select(i => 0.5f * MathF.Sin(i * 0.3f))], 1, 44100);
        tone.Save(_folder["sounds/boom.wav"]);
        tone.Save(_folder["sounds/bang.wav"]);
        File.WriteAllText(_folder["notes.txt"], "# notes");
        File.WriteAllBytes(_folder["nothing"], []);
        File.WriteAllText(_folder["list.yaml"], "model: 1");
    }

    [Theory]
    [InlineData("frobnicate", "Unrecognized command or argument 'frobnicate'")]
    [InlineData("generate", "Say what to make")]
    [InlineData("generate kik", "There is no kind \"kik\"; known are kick, snare")]
    [InlineData("generate kick --sampler magic", "There is no sampler named \"magic\"; known are ddim")]
    [InlineData("generate kick --schedule magic", "There is no schedule named \"magic\"; known are cosine-logsnr")]
    [InlineData("generate kick --class cow", "There is no class in the model \"drums\" named \"cow\"; known are hihat, kick")]
    [InlineData("generate kick --best-of 2 --score nice", "There is no score named \"nice\"; known are clean-tail, punch")]
    [InlineData("generate kick --best-of 2 -n 3", "--best-of 2 cannot give the 3 sounds of --count")]
    [InlineData("generate kick -n 1000000000", "1,000,000,000 sounds take about 131.1 TB and, at 5 sounds a second, 6 years: add --yes")]
    [InlineData("generate kick --source WAV", "--source belongs to --recipe")]
    [InlineData("generate kick --weights ema", "name it with --model")]
    [InlineData("generate kick --device cuda", "belong to --engine torchsharp")]
    [InlineData("generate kick --length 0", "--length is \"0\"; it must be a whole number from 1")]
    [InlineData("kit --steps none", "--steps is \"none\"; it must be a whole number from 1 to 10000")]
    [InlineData("vary WAV", "Say what kind of sound it is (kick, snare, hihat or percussion), for instance: tad vary WAV --kind snare")]
    [InlineData("vary WAV --kind snare -n 1000000000", "-n is \"1000000000\"; it must be a whole number from 1 to 10000")]
    [InlineData("vary WAV --kind drum", "There is no kind \"drum\"")]
    [InlineData("inpaint WAV --kind kick --region 5", "--region is \"5\"; it must be START-END in seconds")]
    [InlineData("interpolate WAV", "Give two WAV files, or --to-seed")]
    [InlineData("interpolate --to-seed 2", "Say with what: --model, or --kind")]
    [InlineData("loop", "Say with what: --model, or --kind")]
    [InlineData("models extra", "Unrecognized command or argument 'extra'")]
    [InlineData("pull drums", "\"drums\" names no repository on the Hub: write owner/name")]
    [InlineData("pull a/b.ckpt", "\"a/b.ckpt\" names no repository on the Hub")]
    [InlineData("pull a/b@c --revision d", "names a revision, and --revision another")]
    [InlineData("tensor sample --model drums --input x --output y --sampler magic", "There is no sampler named \"magic\"")]
    [InlineData("bench --batch 0", "--batch is \"0\"; it must be a whole number from 1 to 1024")]
    [InlineData("dataset synthesize", "Option '--out' is required")]
    [InlineData("train SOUNDS", "Say where: --out")]
    [InlineData("train --out NEW", "Say what to learn from")]
    [InlineData("train synthetic:cow --out NEW", "There is no kind \"cow\"; known are kick, snare")]
    [InlineData("train SOUNDS --out NEW --preset huge", "There is no preset \"huge\"; known are")]
    [InlineData("train SOUNDS --out NEW --steps 2 --time 2s", "--steps and --time both limit the training")]
    [InlineData("train --resume NEW --rate 0.1", "--rate cannot change when a training goes on")]
    [InlineData("train SOUNDS --out NEW --with-optimizer", "name it with --from")]
    [InlineData("evaluate SOUNDS --model drums --against SOUNDS", "Evaluate a folder or a model")]
    [InlineData("picture WAV --title a --title b", "2 titles for 1 file")]
    public Task Line_ThatIsNotUnderstood_ExitsWith2(string line, string sentence) => ExpectAsync(ExitCodes.Usage, line, sentence);

    [Theory]
    [InlineData("generate kick --model nowhere", "There is no model \"nowhere\"")]
    [InlineData("generate kick --model nowhere.ckpt", "There is no file \"nowhere.ckpt\"")]
    [InlineData("generate kick --model WAV", "\"WAV\" is a WAV file, and a model is needed")]
    [InlineData("generate kick --model SOUNDS", "\"SOUNDS\" is a folder of sounds, and a model is needed")]
    [InlineData("generate kick --model YAML", "\"YAML\" is the configuration of a checkpoint")]
    [InlineData("generate kick --model TEXT", "\"TEXT\" is a text file, and a model is needed")]
    [InlineData("generate kick --out WAV", "\"WAV\" is a file; --out takes a folder")]
    [InlineData("generate kick --out WAV/below", "\"WAV/below\" cannot be created: \"WAV\" is a file")]
    [InlineData("generate --recipe nowhere.wav", "There is no file \"nowhere.wav\": --recipe takes a sound file that tad wrote")]
    [InlineData("generate --recipe SOUNDS", "\"SOUNDS\" is a folder: --recipe takes a sound file")]
    [InlineData("generate --recipe WAV", "recipe")]
    [InlineData("generate --recipe TEXT", "notes.txt")]
    [InlineData("kit --out WAV", "\"WAV\" is a file; --out takes a folder")]
    [InlineData("kit --picture SOUNDS", "\"SOUNDS\" is a folder; --picture takes a file")]
    [InlineData("vary nowhere.wav --kind kick", "There is no file \"nowhere.wav\"")]
    [InlineData("vary SOUNDS --kind kick", "\"SOUNDS\" is a folder; one sound file is needed here")]
    [InlineData("vary TEXT --kind kick", "notes.txt")]
    [InlineData("inpaint nowhere.wav --kind kick --region 0-1", "There is no file \"nowhere.wav\"")]
    [InlineData("inpaint WAV --kind kick --region 5-6", "is not inside the sound")]
    [InlineData("interpolate WAV nowhere.wav --kind kick", "There is no file \"nowhere.wav\"")]
    [InlineData("invert SOUNDS --kind kick", "\"SOUNDS\" is a folder")]
    [InlineData("extend nowhere.wav --kind kick --length 5", "There is no file \"nowhere.wav\"")]
    [InlineData("loop --kind kick --out WAV", "\"WAV\" is a file; --out takes a folder")]
    [InlineData("inspect foo/nosuch.wav", "There is no file \"foo/nosuch.wav\"")]
    [InlineData("inspect nowhere", "There is no model \"nowhere\"")]
    [InlineData("inspect SOUNDS", "\"SOUNDS\" is a folder of sounds")]
    [InlineData("inspect NOTHING", "\"NOTHING\" is an empty file")]
    [InlineData("inspect TEXT", "\"TEXT\" is a text file")]
    [InlineData("convert nowhere OUT", "There is no model \"nowhere\"")]
    [InlineData("convert WAV OUT", "\"WAV\" is a WAV file, and a model is needed")]
    [InlineData("convert drums SOUNDS", "The folder \"SOUNDS\" is not empty")]
    [InlineData("convert drums WAV", "\"WAV\" is a file; OUT takes a folder")]
    [InlineData("cache verify a/b", "There is no model \"a/b\" in")]
    [InlineData("cache remove a/b", "There is no model \"a/b\" in")]
    [InlineData("tensor predict --model drums --input nowhere --output NEW", "There is no file \"nowhere\"")]
    [InlineData("tensor predict --model nowhere --input TEXT --output NEW", "notes.txt")]
    [InlineData("tensor sample --model drums --input nowhere --output NEW", "There is no file \"nowhere\"")]
    [InlineData("bench --model WAV", "\"WAV\" is a WAV file, and a model is needed")]
    [InlineData("dataset doctor nowhere", "there is no such folder")]
    [InlineData("dataset doctor WAV", "is a file; a folder of sounds is needed")]
    [InlineData("dataset doctor SOUNDS --csv nowhere.csv", "There is no file \"nowhere.csv\"")]
    [InlineData("dataset synthesize --out WAV -n 1", "\"WAV\" is a file; --out takes a folder")]
    [InlineData("train nowhere --out NEW", "there is no such folder")]
    [InlineData("train WAV --out NEW", "is a file; a folder of sounds is needed")]
    [InlineData("train SOUNDS --out WAV", "\"WAV\" is a file; --out takes a folder")]
    [InlineData("train --resume EMPTY", "There is no training in")]
    [InlineData("train SOUNDS --out NEW --configuration nowhere.json", "There is no configuration \"nowhere.json\"")]
    [InlineData("train SOUNDS --out NEW --from nowhere", "There is no model \"nowhere\"")]
    [InlineData("report nowhere", "There is no folder")]
    [InlineData("report WAV", "\"WAV\" is a file; RUN is the folder of a training run")]
    [InlineData("evaluate nowhere --against SOUNDS", "there is no such folder")]
    [InlineData("evaluate WAV --against SOUNDS", "is a file; a folder of sounds is needed")]
    [InlineData("picture nowhere.wav", "There is no file \"nowhere.wav\"")]
    [InlineData("picture WAV --out SOUNDS", "\"SOUNDS\" is a folder; --out takes a file")]
    public Task Line_ThatCannotBeDone_ExitsWith1(string line, string sentence) => ExpectAsync(ExitCodes.Failure, line, sentence);

    [Fact]
    public async Task Cache_WithoutModels_SaysSo()
    {
        Assert.StartsWith("There are no models in ", (await Tad.SucceedAsync("cache", "list")).Output, StringComparison.Ordinal);
        Assert.StartsWith("There are no models in ", (await Tad.SucceedAsync("cache", "verify")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my-snare-3.wav", "snare", "its name")]
    [InlineData("hats/01.wav", "hihat", "its folder's name")]
    public async Task Vary_WithoutAKind_TakesItFromTheName(string file, string kind, string reason)
    {
        Directory.CreateDirectory(_folder["hats"]);
        File.Copy(_folder["sounds/boom.wav"], _folder[file]);

        var run = await Tad.SucceedAsync(
            "vary", _folder[file], "--seed", "1", "--steps", "1", "--length", "256", "--out", _folder["varied"]);

        Assert.Equal($"Working on a {kind}, as {reason} says; --kind names another kind.", run.Error.Trim());
    }

    [Fact]
    public async Task Text_FromAFile_IsPrintedWithoutControlCharacters()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Such names are not allowed there.");
        var evil = _folder["boom\u001b[31m\nerror: \u202eno.wav"];
        File.Copy(_folder["sounds/boom.wav"], evil);

        var inspected = await Tad.SucceedAsync("inspect", evil);
        var refused = await Tad.FailAsync("vary", evil);

        Assert.DoesNotContain('\u001b', inspected.Output);
        Assert.DoesNotContain('\u202e', inspected.Output);
        Assert.DoesNotContain('\u001b', refused);
        Assert.DoesNotContain('\u202e', refused);
    }

    public void Dispose() => _folder.Dispose();

    private async Task ExpectAsync(int exitCode, string line, string sentence)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["WAV"] = _folder["sounds/boom.wav"],
            ["SOUNDS"] = _folder["sounds"],
            ["EMPTY"] = _folder["empty"],
            ["TEXT"] = _folder["notes.txt"],
            ["NOTHING"] = _folder["nothing"],
            ["YAML"] = _folder["list.yaml"],
            ["NEW"] = _folder["new"],
            ["OUT"] = _folder["out"],
            ["WAV/below"] = _folder["sounds/boom.wav/below"],
        };
        var files = _folder.Files;

        var run = await Tad.RunAsync([.. line.Split(' ').Select(word => paths.GetValueOrDefault(word, word))]);

        Assert.True(exitCode == run.ExitCode, $"{run.ExitCode}: {run.Error}");
        Assert.Empty(run.Output);
        var error = paths.Where(pair => pair.Key != "WAV/below").OrderByDescending(pair => pair.Value.Length)
            .Aggregate(run.Error, (text, pair) => text.Replace(pair.Value, pair.Key, StringComparison.Ordinal).Replace("TEXT", "notes.txt",
                StringComparison.Ordinal));
        Assert.Contains(sentence.Replace("TEXT", "notes.txt", StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.DoesNotContain("This is a bug", error, StringComparison.Ordinal);
        Assert.Equal(exitCode == ExitCodes.Usage, error.Contains("--help\" shows what there is.", StringComparison.Ordinal));
        Assert.Equal(files, _folder.Files);
    }
}
