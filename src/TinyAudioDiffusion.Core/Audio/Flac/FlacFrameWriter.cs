namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>
/// Encodes frames: each channel in its cheapest form; of two channels also their middle and side, where these are cheaper.
/// </summary>
internal sealed class FlacFrameWriter(int sampleRate, int bits)
{
    private readonly FlacBitWriter _writer = new();

    /// <summary>Encodes a frame.</summary>
    /// <param name="number">The number of the frame, from 0.</param>
    /// <param name="block">The samples of each channel, all of the same length: 1 to 65536.</param>
    /// <returns>The bytes, which stay until the next call.</returns>
    public ReadOnlySpan<byte> Encode(int number, long[][] block)
    {
        _writer.Clear();
        var (assignment, subframes) = Choose(block);
        WriteHeader(number, block[0].Length, assignment);
        foreach (var subframe in subframes)
            subframe.Write(_writer);
        _writer.Align();
        _writer.Write(16, FlacCrc.Crc16(0, _writer.Bytes));
        return _writer.Bytes;
    }

    private (int Assignment, FlacSubframeCode[] Subframes) Choose(long[][] block)
    {
        var plain = Array.ConvertAll(block, channel => FlacSubframeCode.Find(channel, bits));
        if (block.Length != 2)
            return (block.Length - 1, plain);
        var (middle, side) = (new long[block[0].Length], new long[block[0].Length]);
        for (var i = 0; i < middle.Length; i++)
            (middle[i], side[i]) = ((block[0][i] + block[1][i]) >> 1, block[0][i] - block[1][i]);
        var (left, right, m, s) = (plain[0], plain[1], FlacSubframeCode.Find(middle, bits), FlacSubframeCode.Find(side, bits + 1));
        (int Assignment, FlacSubframeCode[] Subframes)[] ways = [(1, plain), (8, [left, s]), (9, [s, right]), (10, [m, s])];
        return ways.MinBy(way => way.Subframes[0].Bits + way.Subframes[1].Bits);
    }

    private void WriteHeader(int number, int length, int assignment)
    {
        var blockCode = length == FlacWriter.BlockSize ? 12 : length <= 256 ? 6 : 7;
        var rateCode = sampleRate switch
        {
            88200 => 1,
            176400 => 2,
            192000 => 3,
            8000 => 4,
            16000 => 5,
            22050 => 6,
            24000 => 7,
            32000 => 8,
            44100 => 9,
            48000 => 10,
            96000 => 11,
            _ => 0, // as STREAMINFO says
        };
        _writer.Write(16, 0xFFF8);
        _writer.Write(4, blockCode);
        _writer.Write(4, rateCode);
        _writer.Write(4, assignment);
        _writer.Write(3, bits == 16 ? 4 : 6);
        _writer.Write(1, 0);
        WriteNumber(number);
        if (blockCode != 12)
            _writer.Write(blockCode == 6 ? 8 : 16, length - 1);
        _writer.Write(8, FlacCrc.Crc8(_writer.Bytes));
    }

    // In the manner of UTF-8: the first byte says how many follow with six bits each.
    private void WriteNumber(int number)
    {
        if (number < 0x80)
        {
            _writer.Write(8, number);
            return;
        }

        var following = 1;
        while (number >> ((5 * following) + 6) != 0)
            following++;
        _writer.Write(8, (0xFF00 >> (following + 1)) | (number >> (6 * following)));
        for (var i = following - 1; i >= 0; i--)
            _writer.Write(8, 0x80 | ((number >> (6 * i)) & 0x3F));
    }
}
