using System.Buffers.Binary;
using System.Text;

namespace TinyAudioDiffusion.Tests.Recipes;

/// <summary>Recipes in WAV files that somebody else wrote.</summary>
public sealed class RecipeJsonTests : IDisposable
{
    private const string Rest = "\"seed\":1,\"sampler\":\"ddim\",\"schedule\":\"linear\",\"steps\":1,\"length\":64";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tad-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("\"model\":\"drums\",\"weights\":\"Ema\"", null)]
    [InlineData("\"model\":\"drums\",\"weights\":99", "cannot be read")]
    [InlineData("\"model\":\"drums\",\"weights\":1", "cannot be read")]
    [InlineData("\"model\":\"drums\",\"weights\":\"1\"", "cannot be read")]
    [InlineData("\"model\":\"drums\",\"finishing\":{\"normalization\":2}", "cannot be read")]
    [InlineData("\"model\":\"drums\",\"model\":\"/etc/passwd\"", "\"model\" stands in one object twice")]
    [InlineData("\"model\":\"\\ud800\"", "lone surrogate")]
    public void Recipe_NumbersForNames_AndNamesTwice_AreRefused(string fields, string? reason)
    {
        var path = Path.Combine(_folder.FullName, "sound.wav");
        File.WriteAllBytes(path, Wav($"{{\"format\":1,\"recipe\":{{{fields},{Rest}}}}}"));

        if (reason is null)
            Assert.Equal("drums", GenerationRecipe.FromFile(path).Model);
        else
            Assert.Contains(
                reason, Assert.Throws<AudioFormatException>(() => GenerationRecipe.FromFile(path)).Message, StringComparison.Ordinal);
    }

    private static byte[] Wav(string recipe)
    {
        byte[] format = [1, 0, 1, 0, 0x44, 0xAC, 0, 0, 0x88, 0x58, 1, 0, 2, 0, 16, 0];
        byte[] chunks = [.. "WAVE"u8, .. Chunk("fmt ", format), .. Chunk("data", new byte[8]),
            .. Chunk("tadr", Encoding.UTF8.GetBytes(recipe))];
        return Chunk("RIFF", chunks);
    }

    private static byte[] Chunk(string id, byte[] content)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, content.Length);
        return [.. Encoding.ASCII.GetBytes(id), .. size, .. content, .. content.Length % 2 == 0 ? [] : new byte[1]];
    }
}
