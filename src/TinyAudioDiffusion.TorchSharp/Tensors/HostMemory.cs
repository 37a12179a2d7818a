using System.Runtime.InteropServices;
using TinyAudioDiffusion.Engine;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tensors;

/// <summary>Copies values between .NET's memory and tensors.</summary>
internal static class HostMemory
{
    /// <summary>Copies values to a device; the tensor belongs to the current scope.</summary>
    public static torch.Tensor ToDevice(ReadOnlySpan<float> values, Shape shape, torch.Device device)
    {
        var tensor = torch.empty(Extents(shape), torch.ScalarType.Float32);
        MemoryMarshal.AsBytes(values).CopyTo(tensor.bytes);
        return device.type == DeviceType.CPU ? tensor : tensor.to(device);
    }

    /// <summary>Gives the values of a tensor in host memory, row major; they live as long as the current scope.</summary>
    public static ReadOnlySpan<float> ToHost(torch.Tensor tensor)
    {
        var host = tensor.detach().to_type(torch.ScalarType.Float32).cpu().contiguous();
        return MemoryMarshal.Cast<byte, float>(host.bytes);
    }

    private static long[] Extents(Shape shape) => shape.Rank switch
    {
        1 => [shape[0]],
        2 => [shape[0], shape[1]],
        _ => [shape[0], shape[1], shape[2]],
    };
}
