using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary>Settings that both tensor commands read from their command lines.</summary>
/// <param name="Model">The model.</param>
/// <param name="Input">The safetensors file to read.</param>
/// <param name="Output">The safetensors file to write.</param>
/// <param name="Engine">The engine.</param>
internal sealed record TensorSettings(ModelSettings Model, string Input, string Output, EngineChoice Engine);
