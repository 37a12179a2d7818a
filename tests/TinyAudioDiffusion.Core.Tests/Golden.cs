using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TinyAudioDiffusion.Tests;

/// <summary>Reads golden values (safetensors, float32) from tests/fixtures and compares with them.</summary>
internal sealed class Golden
{
    private readonly Dictionary<string, float[]> _tensors = [];

    private Golden(string path)
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", path));
        var headerSize = checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes));
        var data = bytes.AsSpan(8 + headerSize);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerSize));
        foreach (var entry in header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
        {
            Assert.Equal("F32", entry.Value.GetProperty("dtype").GetString());
            var offsets = entry.Value.GetProperty("data_offsets");
            var (start, end) = (offsets[0].GetInt32(), offsets[1].GetInt32());
            _tensors.Add(entry.Name, MemoryMarshal.Cast<byte, float>(data[start..end]).ToArray());
        }
    }

    public float[] this[string name] => _tensors[name];

    public static Golden Load(string path) => new(path);

    /// <summary>Tolerance: 1e-5 absolute + 1e-4 relative, unless the caller knows better.</summary>
    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double absolute = 1e-5, double relative = 1e-4)
    {
        Assert.Equal(expected.Length, actual.Length);
        var (worst, at) = (0.0, 0);
        for (var i = 0; i < expected.Length; i++)
        {
            var excess = Math.Abs((double)expected[i] - actual[i]) / (absolute + (relative * Math.Abs(expected[i])));
            if (!(excess <= worst))
                (worst, at) = (excess, i);
        }

        Assert.True(worst <= 1, $"Value {at} is {actual[at]:R}, expected {expected[at]:R}: {worst:F2} times the tolerance.");
    }
}
