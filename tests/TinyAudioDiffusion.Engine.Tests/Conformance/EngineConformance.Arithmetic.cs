namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Operations on tensors of one shape, element by element.
public abstract partial class EngineConformance
{
    [Fact]
    public void AddMultiplyAndExtrapolate_Conform()
    {
        AssertConforms(o => o.Engine.Multiply(o.Tensor(2, 3, 17), o.Tensor(2, 3, 17)));
        AssertConforms(o => o.Engine.Add(o.Tensor(2, 3, 17), o.Tensor(2, 3, 17)));
        AssertConforms(o => o.Engine.Extrapolate(o.Tensor(2, 33), o.Tensor(2, 33), 3f));
    }
}
