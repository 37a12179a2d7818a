using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Lightning;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Tests.Formats;

/// <summary>Seeded damage to sound files: whatever comes of it is a value or the typed exception.</summary>
public class MutationTests
{
    private const int Rounds = 2000;

    [Fact]
    public void Safetensors_Damaged_IsReadOrRefused()
    {
        var writer = new SafetensorsWriter();
        writer.AddMetadata("format", "pt");
        writer.Add("net.a", [2, 3], new float[6]);
        writer.Add("net.b", [4], new float[4], ElementType.F16);
        writer.Add("net.c", [], new long[1]);
        var stream = new MemoryStream();
        writer.Write(stream);
        Damage(stream.ToArray(), content => ReadAll(SafetensorsFile.Open(InMemory.File(content))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checkpoint_Damaged_IsReadOrRefused(bool allowChecksumMismatch)
    {
        // Without the checksums, the damage gets as far as the pickle.
        var pickle = PickleBuilder.Checkpoint(
            items => items.Text("model.net.a").Tensor("FloatStorage", "0", 4, 0, [2, 2], [1, 2]).Text("model.net.b")
                .Tensor("HalfStorage", "1", 2, 1, [1], [1]),
            beside => beside.Text("epoch").Int(3).Text("callbacks").Global("a.b", "C").Op(')', 'R').Op('}', 'b'));
        var content = ZipBuilder.Torch(pickle).Add("archive/byteorder", "little").AddStorage("0", 1f, 2f, 3f, 4f)
            .AddStorage("1", (Half)1, (Half)2).Build();
        var options = new CheckpointOptions { AllowChecksumMismatch = allowChecksumMismatch, AllowTrailingBytes = true };
        Damage(content, damaged => ReadAll(Checkpoint.Open(InMemory.File(damaged), options)));
    }

    [Fact]
    public void Yaml_Damaged_IsReadOrRefused()
        => Damage(Fixtures.Bytes("checkpoint/config.yaml"), content => LightningConfiguration.Read(InMemory.File(content)));

    [Fact]
    public void Json_Damaged_IsReadOrRefused()
    {
        Damage(Fixtures.Bytes("unet/learned-transform-w8-s4/config.json"),
            content => ReferenceFormat.ReadConfiguration(InMemory.File(content)));
        using var reference = Open.Reference(Fixtures.Folder("unet/cross-attention-cfg", "config.json", "model.safetensors"));
        var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, reference.Description);
        Damage(stream.ToArray(), content => ModelDescriptionFile.Read(InMemory.File(content)));
    }

    private static void ReadAll(IWeightFile file)
    {
        using (file)
        {
            foreach (var entry in file.Entries.Where(entry => entry.ElementCount < 1000))
                file.ReadSingles(entry.Name);
        }
    }

    private static void Damage(byte[] sound, Action<byte[]> read)
    {
        read(sound);
        var random = new Random(20230711);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Mutate(random, sound);
            try
            {
                read(damaged);
            }
            catch (ModelFormatException exception)
            {
                Assert.NotEmpty(exception.Reason);
            }
            catch (Exception exception)
            {
                Assert.Fail($"round {round}: {exception}");
            }
        }
    }

    private static byte[] Mutate(Random random, byte[] sound)
    {
        var damaged = (byte[])sound.Clone();
        switch (random.Next(4))
        {
            case 0:
                for (var flips = random.Next(1, 5); flips > 0; flips--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                return damaged;
            case 1:
                return damaged[..random.Next(damaged.Length)];
            case 2:
                var (from, to) = (random.Next(damaged.Length), random.Next(damaged.Length));
                var length = random.Next(1, 1 + Math.Min(32, damaged.Length - Math.Max(from, to)));
                sound.AsSpan(from, length).CopyTo(damaged.AsSpan(to));
                return damaged;
            default:
                var at = random.Next(damaged.Length);
                var cut = random.Next(0, Math.Min(16, damaged.Length - at));
                return [.. damaged[..at], .. new byte[random.Next(3)], .. damaged[(at + cut)..]];
        }
    }
}
