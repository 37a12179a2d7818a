using System.CommandLine;
using System.CommandLine.Parsing;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>The options by which commands name a model and how to read it.</summary>
internal static class ModelOptions
{
    public const string WhatAModelIs = "a model's id, a folder with model.json, a .safetensors with model.json or config.json beside it, or a .ckpt with its YAML beside it, or owner/name[@revision] on the Hugging Face Hub";

    public static Option<string?> Model(bool required) => new("--model", "-m")
    {
        Description = $"The model: {WhatAModelIs}.",
        HelpName = "MODEL",
        Required = required,
    };

    public static Option<WeightSet?> Weights() => new("--weights")
    {
        Description = "Which weights of a checkpoint to use: online (the default, what the reference plays) or ema (their moving average).",
        HelpName = "online|ema",
        CustomParser = result => Parse<WeightSet>(result, "weights", ("online", WeightSet.Online), ("ema", WeightSet.Ema)),
    };

    public static Option<bool> WeightsOnly() => new("--weights-only")
    {
        Description = "From the Hub, fetch only the weights that are needed, a quarter of a checkpoint; then the hash of the whole file is not checked.",
    };

    public static Option<string?> Configuration() => new("--config")
    {
        Description = "The YAML configuration of a checkpoint, where it does not lie beside it.",
        HelpName = "YAML",
    };

    public static Option<int?> Threads()
    {
        var threads = Numbers.Optional("--threads", [], 1, 1024);
        threads.Description = "How many threads compute, 1 to 1024; the sound does not depend on it. Default: as many as there are processors.";
        threads.HelpName = "N";
        return threads;
    }

    public static DrumKind? ParseKind(ArgumentResult result) => Parse(
        result, "kind", ("kick", DrumKind.Kick), ("snare", DrumKind.Snare), ("hihat", DrumKind.HiHat), ("percussion", DrumKind.Percussion));

    public static T? Parse<T>(ArgumentResult result, string what, params ReadOnlySpan<(string Name, T Value)> choices)
        where T : struct
    {
        if (result.Tokens is not [var token])
            return null;
        var names = new List<string>();
        foreach (var (name, value) in choices)
        {
            if (string.Equals(token.Value.Replace("-", "", StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase))
                return value;
            names.Add(name);
        }

        result.AddError($"There is no {what} \"{token.Value}\"; known are {string.Join(", ", names)}.");
        return null;
    }
}
