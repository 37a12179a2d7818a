using Microsoft.ML.OnnxRuntime;

namespace TinyAudioDiffusion.Benchmarks.Peers;

/// <summary>ONNX Runtime on the processor, with an exported file.</summary>
internal sealed class OnnxRuntimePeer : IPeer
{
    private static readonly string[] _inputs = ["x", "time"];
    private static readonly string[] _outputs = ["v"];

    private readonly SessionOptions _options;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtValue[] _values;

    public OnnxRuntimePeer(string path, int threads, float[] noisy, float[] noiseLevel, int channels)
    {
        _options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        _session = new InferenceSession(path, _options);
        _values =
        [
            OrtValue.CreateTensorValueFromMemory(noisy, [1, channels, noisy.Length / channels]),
            OrtValue.CreateTensorValueFromMemory(noiseLevel, [1]),
        ];
    }

    public string Name => $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}";

    public void Run(float[] velocity)
    {
        using var outputs = _session.Run(_run, _inputs, _values, _outputs);
        outputs[0].GetTensorDataAsSpan<float>().CopyTo(velocity);
    }

    public void Dispose()
    {
        foreach (var value in _values)
            value.Dispose();
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }
}
