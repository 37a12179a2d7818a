namespace TinyAudioDiffusion.Diffusion;

/// <summary>A model that wraps another one and turns each of its own calls into one call of the inner model.</summary>
internal interface IModelAround : IDiffusionModel
{
    /// <summary>Gets the inner model.</summary>
    IDiffusionModel Inner { get; }

    /// <summary>Tells the size of the inner call for a call of a given size.</summary>
    (int Items, int Samples) InnerCall(int items, int samples);
}
