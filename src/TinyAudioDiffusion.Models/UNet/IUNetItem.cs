using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>A row of a U-Net level's list: channels and samples stay what they are.</summary>
internal interface IUNetItem
{
    /// <summary>Computes a new tensor, [batch, channels, samples], and leaves the input to its owner.</summary>
    Tensor Forward(TensorEngine engine, Tensor x, in UNetConditions conditions);
}
