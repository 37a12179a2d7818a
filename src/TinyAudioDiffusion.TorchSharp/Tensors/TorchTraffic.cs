namespace TinyAudioDiffusion.TorchSharp.Tensors;

/// <summary>
/// Counts the floats that an engine copies between host and device. On the processor the two are one memory; it counts the same.
/// </summary>
internal sealed class TorchTraffic
{
    private long _toDevice;
    private long _toHost;

    public long ToDevice => Interlocked.Read(ref _toDevice);

    public long ToHost => Interlocked.Read(ref _toHost);

    public void CountToDevice(int floats) => Interlocked.Add(ref _toDevice, floats);

    public void CountToHost(int floats) => Interlocked.Add(ref _toHost, floats);
}
