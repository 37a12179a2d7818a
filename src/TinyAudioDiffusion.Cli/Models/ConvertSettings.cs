using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary>The command line of <c>tad convert</c>.</summary>
/// <param name="Model">The model to write.</param>
/// <param name="Folder">The folder to write to.</param>
/// <param name="AsHalf">Whether weights are stored as 16-bit floats.</param>
/// <param name="Replace">Whether a folder that is not empty may be written into; only the model's own two files are replaced.</param>
internal sealed record ConvertSettings(ModelSettings Model, string Folder, bool AsHalf, bool Replace);
