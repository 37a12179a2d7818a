using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>The options by which commands name a model and say how to read it.</summary>
internal static class ModelOptions
{
    public const string WhatAModelIs = "a model's id, a folder with model.json, a .safetensors with model.json or config.json beside it, "
        + "or a .ckpt with its YAML beside it, or owner/name[@revision] on the Hugging Face Hub";

    public static Option<string?> Model(bool required) => new("--model", "-m")
    {
        Description = $"The model: {WhatAModelIs}.",
        HelpName = "MODEL",
        Required = required,
    };

    public static Option<WeightSet?> Weights() => new("--weights")
    {
        Description = "Which weights of a checkpoint to use: online (the default, as the reference does) or ema (their moving average).",
        HelpName = "online|ema",
        CustomParser = result => Choices.Parse(result, "weights", ("online", WeightSet.Online), ("ema", WeightSet.Ema)),
    };

    public static Option<string?> TextEncoder() => new("--text-encoder")
    {
        Description = "The T5 encoder of a model that reads text with one: a folder, or owner/name[@revision] on the Hugging Face Hub, "
            + "as google-t5/t5-base.",
        HelpName = "MODEL",
    };

    public static Option<bool> WeightsOnly() => new("--weights-only")
    {
        Description = "Download only the weights that are needed from the Hub, a quarter of a checkpoint; then the hash of the whole file "
            + "is not checked.",
    };

    public static Option<string?> Configuration(params string[] oldNames)
        => new RenamedOption<string?>("--model-config", [.. oldNames, "--config"])
        {
            Description = "The YAML configuration of a checkpoint, where it does not lie beside it.",
            HelpName = "YAML",
        };
}
