using System.Buffers.Binary;
using System.Text;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>Makes bad inputs of good ones: the same ones for the same random numbers.</summary>
/// <param name="random">The random numbers.</param>
/// <param name="target">The reader whose inputs are mutated.</param>
internal sealed class Mutation(Random random, FuzzTarget target)
{
    private readonly List<byte[]> _corpus = [.. target.Seeds];

    private static readonly long[] _numbers =
    [
        0, 1, -1, 2, 7, 8, 127, 128, 255, 256, 32767, 32768, 65535, 65536,
        int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue,
    ];

    /// <summary>Gets the number of inputs that others are made of.</summary>
    public int CorpusCount => _corpus.Count;

    /// <summary>Makes more inputs out of this one from now on.</summary>
    public void Keep(byte[] input) => _corpus.Add(input);

    /// <summary>Makes the next input.</summary>
    public byte[] Next()
    {
        var input = _corpus[random.Next(_corpus.Count)].ToList();
        for (var edits = 1 << random.Next(4); edits > 0; edits--)
            Edit(input);
        return [.. input];
    }

    private void Edit(List<byte> input)
    {
        if (input.Count == 0)
        {
            input.Add((byte)random.Next(256));
            return;
        }

        var place = Place(input.Count);
        switch (random.Next(target.Words.Count > 0 ? 10 : 8))
        {
            case 0:
                input[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                input[place] = (byte)random.Next(256);
                break;
            case 2:
                Overwrite(input, place, Number());
                break;
            case 3:
                input.RemoveRange(place, Math.Min(input.Count - place, 1 + random.Next(16)));
                break;
            case 4:
                input.InsertRange(place, input.GetRange(place, Math.Min(input.Count - place, 1 + random.Next(64))));
                break;
            case 5:
                input.RemoveRange(place, input.Count - place);
                break;
            case 6:
                var other = _corpus[random.Next(_corpus.Count)];
                var start = Place(other.Length);
                Overwrite(input, place, other.AsSpan(start, Math.Min(other.Length - start, 1 + random.Next(256))).ToArray());
                break;
            case 7:
                input.InsertRange(place, Enumerable.Repeat((byte)random.Next(256), 1 + random.Next(32)));
                break;
            default:
                var word = Encoding.UTF8.GetBytes(target.Words[random.Next(target.Words.Count)]);
                if (random.Next(2) == 0)
                    Overwrite(input, place, word);
                else
                    input.InsertRange(place, word);
                break;
        }
    }

    // Headers stand at the beginning, directories at the end: most edits go there.
    private int Place(int length)
    {
        if (length <= 1)
            return 0;
        var near = (int)Math.Min(length - 1, Math.Pow(length, random.NextDouble()) - 1);
        return random.Next(4) switch { 0 => random.Next(length), 1 => length - 1 - near, _ => near };
    }

    private byte[] Number()
    {
        var bytes = new byte[8];
        var number = _numbers[random.Next(_numbers.Length)];
        if (random.Next(2) == 0)
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        else
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        var size = 1 << random.Next(4);
        return random.Next(2) == 0 ? bytes[..size] : bytes[^size..];
    }

    private static void Overwrite(List<byte> input, int place, byte[] bytes)
    {
        for (var i = 0; i < bytes.Length && place + i < input.Count; i++)
            input[place + i] = bytes[i];
    }
}
