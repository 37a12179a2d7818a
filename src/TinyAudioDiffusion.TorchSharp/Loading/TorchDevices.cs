using System.Globalization;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Loading;

/// <summary>The devices by their names.</summary>
internal static class TorchDevices
{
    /// <summary>Loads libtorch, finds the device and applies the settings of the whole process.</summary>
    /// <exception cref="EngineUnavailableException">
    /// libtorch cannot be loaded, there is no such device, or it computes wrong values.
    /// </exception>
    public static torch.Device Open(TorchSharpOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        var device = Parse(options.Device);
        TorchLibraries.Load();
        Require(device, options.Device);
        if (device.type == DeviceType.CPU)
            ConvolutionCheck.Require();
        if (options.Threads > 0)
            torch.set_num_threads(options.Threads);
        if (device.type == DeviceType.CUDA)
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = options.Precision == TorchSharpPrecision.Tf32;
        return device;
    }

    /// <summary>Gets the available devices; libtorch must be loaded.</summary>
    public static IEnumerable<string> All()
    {
        yield return "cpu";
        if (torch.cuda.is_available())
        {
            for (var i = 0; i < torch.cuda.device_count(); i++)
                yield return $"cuda:{i}";
        }

        if (torch.mps_is_available())
            yield return "mps";
    }

    private static torch.Device Parse(string name)
    {
        var parts = name.Split(':');
        DeviceType? type = parts[0] switch { "cpu" => DeviceType.CPU, "cuda" => DeviceType.CUDA, "mps" => DeviceType.MPS, _ => null };
        var index = -1;
        var hasIndex = parts.Length == 2
            && type == DeviceType.CUDA
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index);
        if (type is null || (parts.Length > 1 && !hasIndex))
            throw new EngineUnavailableException($"There is no device \"{name}\"; known are cpu, cuda, cuda:N and mps.");
        return new torch.Device(type.Value, index);
    }

    private static void Require(torch.Device device, string name)
    {
        if (device.type == DeviceType.MPS && !torch.mps_is_available())
            throw new EngineUnavailableException("There is no device \"mps\" here: it is part of Macs with Apple silicon.");
        if (device.type != DeviceType.CUDA)
            return;
        if (!torch.cuda.is_available())
        {
            throw new EngineUnavailableException(
                $"There is no device \"{name}\" here: libtorch finds no NVIDIA GPU. The application must reference TorchSharp-cuda-windows "
                + "or TorchSharp-cuda-linux, and the GPU's driver must be recent enough for its CUDA version.");
        }

        if (device.index >= torch.cuda.device_count())
            throw new EngineUnavailableException(
                $"There is no device \"{name}\" here: there are {torch.cuda.device_count()}, counted from 0.");
    }
}
