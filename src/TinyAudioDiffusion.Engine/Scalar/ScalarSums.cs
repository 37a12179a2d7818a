namespace TinyAudioDiffusion.Engine.Scalar;

/// <summary>Sums in double, in the layout of the tensor or weight whose gradient they become.</summary>
internal sealed class ScalarSums(Shape shape)
{
    private readonly int _middle = shape.Rank > 1 ? shape[1] : 1;
    private readonly int _inner = shape.Rank > 2 ? shape[2] : 1;

    public Shape Shape => shape;

    public double[] Values { get; } = new double[shape.ElementCount];

    public ref double this[int batch, int channel, int sample] => ref Values[(((batch * _middle) + channel) * _inner) + sample];

    public ref double this[int row, int column] => ref Values[(row * _middle) + column];

    public static ScalarSums Of(ScalarTensor tensor)
    {
        var sums = new ScalarSums(tensor.Shape);
        sums.Add(tensor);
        return sums;
    }

    public void Add(ScalarTensor tensor)
    {
        for (var i = 0; i < Values.Length; i++)
            Values[i] += tensor.Values[i];
    }

    public void AddTo(Span<float> gradient)
    {
        for (var i = 0; i < Values.Length; i++)
            gradient[i] = (float)(gradient[i] + Values[i]);
    }

    public ScalarTensor Round()
    {
        var tensor = new ScalarTensor(shape);
        for (var i = 0; i < Values.Length; i++)
            tensor.Values[i] = (float)Values[i];
        return tensor;
    }
}
