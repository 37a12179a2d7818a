using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>Lays a kernel out as panels, or reads it back from them (<see cref="PanelPacking"/>). A part is one panel.</summary>
internal unsafe struct PanelPackingJob : IParallelJob
{
    /// <summary>The kernel, row major.</summary>
    public float* Values;
    public float* Panels;
    public Shape Shape;
    public WeightUse Use;

    /// <summary>True if the job reads the panels and writes the values.</summary>
    public bool Undo;

    public readonly int Parts => PanelPacking.RoundUp(PanelPacking.MatrixOf(Shape, Use).Rows) / PanelPacking.Rows;

    public readonly void Execute(int part, Scratch scratch)
    {
        if (Undo)
            PanelPacking.Unpack(Values, Shape, Use, Panels, part);
        else
            PanelPacking.Pack(Values, Shape, Use, Panels, part);
    }
}
