using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// Paths of the teacher, computed when they are first needed and kept on disk in 16-bit floats, a file for each. A file has a checksum over
/// its content and over what decides it, so one that is damaged, or of another distillation, is computed again, to the same bits.
/// </summary>
/// <param name="teacher">The teacher.</param>
/// <param name="student">How the student is sampled from.</param>
/// <param name="scale">The data scale.</param>
/// <param name="hash">The hash of what decides the paths, apart from the seed.</param>
/// <param name="folder">The folder of the files.</param>
/// <param name="seed">The seed of the starts.</param>
internal sealed class PathCache(Teacher teacher, StudentSampling student, float scale, string hash, string folder, ulong seed)
{
    private const int ChecksumBytes = 16;

    private readonly PathStarts _starts = new(teacher.Info, seed);
    private readonly StudentGrid _grid = new(student, scale);
    private readonly byte[] _hash = Encoding.ASCII.GetBytes(hash);
    private bool _isClean;

    /// <summary>Gets the bytes that a path takes on disk.</summary>
    public static long BytesOf(int calls, int channels, int samples) => ChecksumBytes + ((long)calls * channels * samples * sizeof(ushort));

    /// <summary>Gets paths by their numbers. The teacher computes those that are not there, all together.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public TeacherPath[] Get(ReadOnlySpan<int> numbers, CancellationToken cancellationToken)
    {
        var paths = new TeacherPath?[numbers.Length];
        var missing = new List<int>();
        for (var i = 0; i < paths.Length; i++)
        {
            paths[i] = Read(numbers[i]);
            if (paths[i] is null)
                missing.Add(i);
        }

        if (missing.Count > 0)
        {
            var wanted = numbers.ToArray();
            var computed = Follow([.. missing.Select(i => _starts[wanted[i]])], cancellationToken);
            for (var i = 0; i < computed.Length; i++)
            {
                paths[missing[i]] = computed[i];
                Write(wanted[missing[i]], computed[i].States);
            }
        }

        return paths!;
    }

    private TeacherPath[] Follow(PathStart[] starts, CancellationToken cancellationToken)
    {
        var size = teacher.ItemSize;
        var (sounds, path) = teacher.Follow(starts, student.NoiseLevels, cancellationToken);
        TeacherPath[] paths = [.. starts.Select(start => new TeacherPath(start, new Half[_grid.Calls * size]))];
        for (var call = 0; call < _grid.Calls; call++)
        {
            var states = call == _grid.Calls - 1
                ? sounds
                : path.StateAt(call + 1) ?? throw teacher.NotVisited(student.NoiseLevels[call + 1]);
            _grid.Enter(call + 1, states);
            for (var item = 0; item < paths.Length; item++)
                TensorPrimitives.ConvertToHalf(states.AsSpan(item * size, size), paths[item].States.AsSpan(call * size, size));
        }

        return paths;
    }

    private TeacherPath? Read(int number)
    {
        var path = PathOf(number);
        var bytes = ChecksumBytes + (_grid.Calls * teacher.ItemSize * sizeof(ushort));
        if (new FileInfo(path) is not { Exists: true } file || file.Length != bytes)
            return null;
        var content = File.ReadAllBytes(path);
        var payload = content.AsSpan(ChecksumBytes);
        return content.AsSpan(0, ChecksumBytes).SequenceEqual(Checksum(number, payload))
            ? new TeacherPath(_starts[number], MemoryMarshal.Cast<byte, Half>(payload).ToArray())
            : null;
    }

    private void Write(int number, Half[] states)
    {
        if (!_isClean)
            AtomicFile.RemoveAbandoned(folder);
        _isClean = true;
        var payload = MemoryMarshal.AsBytes(states.AsSpan()).ToArray();
        AtomicFile.Write(PathOf(number), stream =>
        {
            stream.Write(Checksum(number, payload));
            stream.Write(payload);
        });
    }

    private byte[] Checksum(int number, ReadOnlySpan<byte> payload)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(_hash);
        sum.AppendData(BitConverter.GetBytes(number));
        sum.AppendData(BitConverter.GetBytes(seed));
        sum.AppendData(payload);
        return sum.GetHashAndReset()[..ChecksumBytes];
    }

    private string PathOf(int number) => Path.Combine(folder, number.ToString("000000", CultureInfo.InvariantCulture) + ".path");
}
