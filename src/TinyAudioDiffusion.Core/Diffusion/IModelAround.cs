namespace TinyAudioDiffusion.Diffusion;

/// <summary>A model around another one, which turns each of its calls into one call of that one.</summary>
internal interface IModelAround : IDiffusionModel
{
    /// <summary>Gets the model inside.</summary>
    IDiffusionModel Inner { get; }

    /// <summary>Tells the size of the call inside that a call of this size makes.</summary>
    (int Items, int Samples) InnerCall(int items, int samples);
}
