using System.Globalization;
using System.Text.Json;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Tests.Noise;

/// <summary>
/// Values that another program computed with 50 digits. The page of samples/DrumMachine reads the same ones: its noise is this noise.
/// </summary>
public class NoiseGoldenTests
{
    [Fact]
    public void Block_GoldenValues()
        => Assert.All(Golden("blocks"), block =>
        {
            var (counter, key) = (Words(block, "counter"), Words(block, "key"));
            var words = Words(block, "words");
            Assert.Equal(
                (words[0], words[1], words[2], words[3]),
                Philox4x32.Block((counter[0], counter[1], counter[2], counter[3]), (key[0], key[1])));
        });

    [Fact]
    public void Fill_GoldenValues_BitForBit()
        => Assert.All(Golden("noises"), golden =>
        {
            var channels = golden.GetProperty("channels").GetInt32();
            var noise = new float[channels * golden.GetProperty("samples").GetInt32()];
            var seed = ulong.Parse(golden.GetProperty("seed").GetString()!, CultureInfo.InvariantCulture);
            new NoiseStream(seed).Fill(noise, channels, draw: 0);
            Assert.Equal(Words(golden, "bits"), noise.Select(BitConverter.SingleToUInt32Bits));
        });

    private static JsonElement[] Golden(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "noise", "noise.json"));
        using var document = JsonDocument.Parse(file);
        JsonElement[] golden = [.. document.RootElement.GetProperty(name).EnumerateArray().Select(element => element.Clone())];
        Assert.NotEmpty(golden);
        return golden;
    }

    private static uint[] Words(JsonElement element, string name)
        => [.. element.GetProperty(name).EnumerateArray().Select(word => word.GetUInt32())];
}
