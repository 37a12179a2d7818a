namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>
/// Decodes FLAC (RFC 9639), frame by frame: all kinds of subframes and channel assignments, 4 to 32 bits. Every sample that comes out is
/// one that the
/// encoder stored: each frame's checksums are checked, and the MD5 sum where the whole sound is read.
/// </summary>
internal sealed class FlacDecoder : IDisposable
{
    // A frame of a few bytes can hold half a million samples of silence: without a limit a small file could take all memory there is. Some
    // minutes
    // of silence are fine, and a long sound is whose bytes are there.
    private const long SamplesAlwaysRead = 1 << 24;
    private const long SamplesPerByte = 1024;

    private readonly FlacMetadata _metadata;
    private readonly FlacStreamInfo _info;
    private readonly FlacBits _bits;
    private readonly string _file;
    private readonly FlacSamples _samples;
    private readonly long[][] _block;
    private readonly FlacChecksum? _checksum;
    private readonly List<string> _warnings = [];

    /// <summary>Initializes a new instance.</summary>
    /// <param name="stream">The stream, which can seek.</param>
    /// <param name="metadata">What stands before the frames.</param>
    /// <param name="mostFrames">The largest number of samples of each channel to decode, at least 1.</param>
    /// <param name="file">The name for messages.</param>
    public FlacDecoder(Stream stream, FlacMetadata metadata, int mostFrames, string file)
    {
        (_metadata, _info, _file, MostLength) = (metadata, metadata.Info, file, mostFrames);
        _samples = new FlacSamples(_info.Channels);
        _block = [.. Enumerable.Range(0, _info.Channels).Select(_ => Array.Empty<long>())];
        _checksum = _info.Md5.AsSpan().ContainsAnyExcept((byte)0) && mostFrames >= _info.Frames ? new FlacChecksum(_info.Bits) : null;
        stream.Position = Math.Min(metadata.FirstFrame, stream.Length);
        _bits = new FlacBits(stream);
    }

    private int MostLength { get; }

    // The number of samples of each channel, where the file says it.
    private long Claimed => _info.Frames == 0 ? long.MaxValue : _info.Frames;

    private string Place => $"byte {_metadata.FirstFrame + _bits.Position}";

    public void Dispose() => _checksum?.Dispose();

    /// <summary>Decodes the sound, or its beginning.</summary>
    public AudioClip Decode()
    {
        while (_samples.Length < MostLength && _samples.Length < Claimed && TryDecodeFrame(out var length))
            Keep(length);
        if (_samples.Length == 0)
            throw new AudioFormatException(_file, null, "there is no whole frame.");
        if (_samples.Length < MostLength || _samples.Length >= Claimed)
            CheckEnd();
        return AudioClip.Adopt(_samples.ToPlanar(), _info.Channels, _info.SampleRate, warnings: _warnings);
    }

    private void Keep(int length)
    {
        length = Math.Min(length, MostLength - _samples.Length);
        var most = Math.Min(Array.MaxLength, Math.Max(SamplesAlwaysRead, SamplesPerByte * _bits.Position)) / _info.Channels;
        if (_samples.Length + length > most)
        {
            throw new AudioFormatException(
                _file,
                Place,
                $"more than {most} samples of {_info.Channels} channels come from {_bits.Position} bytes; only silence is so small.");
        }

        _checksum?.Add(_block, _info.Channels, length);
        _samples.Add(_block, length, 1.0 / (1L << (_info.Bits - 1)));
    }

    private void CheckEnd()
    {
        if (_info.Frames > _samples.Length)
        {
            _warnings.Add($"it ends early: it claims {_info.Frames} samples of each channel, {_samples.Length} are there");
            return;
        }

        if (FlacFrameHeader.Begins(_bits.Peek(2)))
            _warnings.Add($"it goes on after the {_info.Frames} samples of each channel that it claims; the rest is left out");
        if (_checksum is not null && !_checksum.Finish().AsSpan().SequenceEqual(_info.Md5))
        {
            throw new AudioFormatException(
                _file, "block STREAMINFO", "the MD5 sum of the samples does not fit: the file is damaged, or somebody changed it.");
        }
    }

    /// <summary>Decodes the next frame into the block; tells whether there was a whole one.</summary>
    private bool TryDecodeFrame(out int length)
    {
        length = 0;
        var start = _bits.Peek(FlacFrameHeader.LargestSize);
        if (start.IsEmpty || IsTag(start))
            return false;
        var place = Place;
        _bits.BeginChecksum();
        var (header, problem) = FlacFrameHeader.Parse(start, _info, out var size);
        if (problem is not null)
            throw new AudioFormatException(_file, place, problem + ".");
        if (header is not { } frame)
            return false;
        try
        {
            _bits.Skip(size);
            DecodeChannels(frame, place);
            _bits.Align();
            var checksum = _bits.Checksum();
            if (_bits.Read(16) != checksum)
                throw new AudioFormatException(_file, place, "the checksum of the frame does not fit: the file is damaged.");
        }
        catch (EndOfStreamException)
        {
            return false;
        }

        length = frame.BlockSize;
        return true;
    }

    private void DecodeChannels(FlacFrameHeader frame, string place)
    {
        var length = frame.BlockSize;
        for (var channel = 0; channel < _info.Channels; channel++)
        {
            var isSide = frame.Channels != FlacChannels.Independent && channel == (frame.Channels == FlacChannels.SideRight ? 0 : 1);
            if (_block[channel].Length < length)
                _block[channel] = new long[length];
            if (FlacSubframe.Decode(_bits, _info.Bits + (isSide ? 1 : 0), _block[channel].AsSpan(0, length)) is { } problem)
                throw new AudioFormatException(_file, place, problem + ": the file is damaged.");
        }

        if (frame.Channels != FlacChannels.Independent)
            Restore(frame.Channels, _block[0].AsSpan(0, length), _block[1].AsSpan(0, length));
    }

    // Makes left and right of what the frame stores.
    private static void Restore(FlacChannels channels, Span<long> first, Span<long> second)
    {
        for (var i = 0; i < first.Length; i++)
        {
            var (a, b) = (first[i], second[i]);
            var twice = (a << 1) | (b & 1); // left plus right
            (first[i], second[i]) = channels switch
            {
                FlacChannels.LeftSide => (a, a - b),
                FlacChannels.SideRight => (a + b, b),
                _ => ((twice + b) >> 1, (twice - b) >> 1),
            };
        }
    }

    // Players put tags after the last frame.
    private static bool IsTag(ReadOnlySpan<byte> bytes)
        => bytes.StartsWith("TAG"u8) || bytes.StartsWith("APETAGEX"u8) || bytes.StartsWith("ID3"u8);
}
