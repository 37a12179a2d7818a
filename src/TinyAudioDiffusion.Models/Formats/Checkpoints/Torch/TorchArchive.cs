using System.Text;
using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;
using TinyAudioDiffusion.Models.Formats.Checkpoints.Zip;
using TinyAudioDiffusion.Models.Formats.Reading;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;

/// <summary>An archive in the layout of torch.save since PyTorch 1.6: one pickle, and one entry for each storage.</summary>
internal sealed class TorchArchive : IDisposable
{
    private const int MaxPickleBytes = 64 << 20;
    private const int MaxSmallBytes = 64;
    private const int MaxVersion = 10;

    private delegate void Fill<T>(ElementRange range, Span<T> values, Crc32? checksum);

    private readonly PositionalReader _reader;
    private readonly CheckpointOptions _options;
    private readonly ZipDirectory _directory;
    private readonly string _folder;
    private readonly bool _bigEndian;
    private readonly List<string> _warnings = [];

    /// <summary>Reads the directory and the small entries.</summary>
    /// <exception cref="ModelFormatException">The file is no such archive.</exception>
    public TorchArchive(PositionalReader reader, CheckpointOptions options)
    {
        _reader = reader;
        _options = options;
        var start = reader.ReadStart(ForeignFile.BytesNeeded);
        if (!start.AsSpan().StartsWith("PK\u0003\u0004"u8))
            throw new ModelFormatException(reader.File, null, ForeignFile.Describe(start)
                ?? "is not a PyTorch checkpoint (a safetensors file, perhaps), or is damaged: get it again.");

        _directory = ZipDirectory.Read(reader);
        _folder = FindFolder();
        CheckVersion();
        _bigEndian = ReadSmall("byteorder") switch
        {
            null or "little" => false,
            "big" => true,
            var other => throw new ModelFormatException(
                reader.File, _folder + "byteorder", $"is \"{other}\" where \"little\" or \"big\" belongs."),
        };
    }

    /// <summary>Tells from its first bytes whether a file is such an archive. torch.save writes the pickle first.</summary>
    public static bool Begins(ModelFile file)
    {
        try
        {
            using var reader = new PositionalReader(file);
            ReadOnlySpan<byte> start = reader.ReadStart(ForeignFile.BytesNeeded);
            return start.StartsWith("PK\u0003\u0004"u8) && start.IndexOf("data.pkl"u8) >= 0;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or ModelFormatException)
        {
            return false; // opening it says why
        }
    }

    public string File => _reader.File;

    public IReadOnlyList<string> Warnings => _warnings;

    public string PickleName => _folder + "data.pkl";

    /// <summary>Runs the pickle; storages are not read.</summary>
    /// <exception cref="ModelFormatException">The pickle is damaged, malicious, or not of a checkpoint.</exception>
    public (object? Root, IReadOnlyCollection<string> ForeignNames) ReadPickle()
    {
        var bytes = _directory.ReadWhole(_directory.Find(PickleName)!, MaxPickleBytes, _options.AllowChecksumMismatch);
        var objects = new TorchObjects(_reader.Length);
        var root = new PickleMachine(File, PickleName, bytes, objects).Run(_options.AllowTrailingBytes);
        PickleGraph.Check(File, PickleName, root);
        return (root, objects.ForeignNames);
    }

    public bool Has(StorageDescription storage) => _directory.Find(NameOf(storage)) is not null;

    /// <summary>
    /// Checks that a storage has the size that the pickle says. A missing storage is an error only when a tensor in it is read.
    /// </summary>
    /// <exception cref="ModelFormatException">It has another size.</exception>
    public void CheckSize(StorageDescription storage)
    {
        if (_directory.Find(NameOf(storage)) is { } entry && entry.Size != storage.ByteCount)
            throw new ModelFormatException(
                File, entry.Name, $"has {entry.Size} bytes where {storage.ByteCount} are needed; the file is damaged: get it again.");
    }

    /// <summary>Finds the content of a storage, which makes sure that it is there.</summary>
    /// <exception cref="ModelFormatException">It is missing, or its header contradicts the directory.</exception>
    public (ZipEntry Entry, long Offset) Locate(string tensor, StorageDescription storage)
    {
        var entry = _directory.Find(NameOf(storage))
            ?? throw new ModelFormatException(
                File, tensor, $"its values, {NameOf(storage)}, are missing; the file is cut or was changed: get it again.");
        return (entry, _directory.LocateContent(entry));
    }

    /// <summary>Reads a tensor's own part of its storage, and verifies the checksum where that part is the whole storage.</summary>
    public void Read(string name, TensorDescription tensor, Span<float> destination)
        => Read(name, tensor, destination, static (range, values, checksum) => range.Read(values, checksum));

    /// <inheritdoc cref="Read(string, TensorDescription, Span{float})"/>
    public void Read(string name, TensorDescription tensor, Span<long> destination)
        => Read(name, tensor, destination, static (range, values, checksum) => range.Read(values, checksum));

    public void Dispose() => _reader.Dispose();

    private void Read<T>(string name, TensorDescription tensor, Span<T> destination, Fill<T> fill)
    {
        var (entry, range) = RangeOf(name, tensor);
        if (tensor.IsContiguous)
        {
            var checksum = ChecksumFor(entry, tensor);
            fill(range, destination, checksum);
            Verify(entry, checksum);
        }
        else
        {
            var values = new T[tensor.Extent];
            fill(range, values, null);
            Gather<T>(tensor, values, destination);
        }
    }

    private static void Gather<T>(TensorDescription tensor, ReadOnlySpan<T> values, Span<T> destination)
    {
        var i = 0;
        foreach (var index in tensor.Indices())
            destination[i++] = values[index];
    }

    private (ZipEntry Entry, ElementRange Range) RangeOf(string name, TensorDescription tensor)
    {
        var (entry, offset) = Locate(name, tensor.Storage);
        return (
            entry, new ElementRange(_reader, name, offset + (tensor.Offset * tensor.ElementType.Bytes()), tensor.ElementType, _bigEndian));
    }

    private Crc32? ChecksumFor(ZipEntry entry, TensorDescription tensor)
        => !_options.AllowChecksumMismatch && tensor.Count * tensor.ElementType.Bytes() == entry.Size ? new Crc32() : null;

    private void Verify(ZipEntry entry, Crc32? checksum)
    {
        if (checksum is not null && checksum.Value != entry.Checksum)
            throw _directory.ChecksumMismatch(entry);
    }

    private string NameOf(StorageDescription storage) => $"{_folder}data/{storage.Key}";

    private string FindFolder()
    {
        // The folder's name is the file's at the time of saving: any name will do, as long as there is one pickle.
        var pickles = _directory.Entries.Where(
            entry => entry.Name == "data.pkl" || entry.Name.EndsWith("/data.pkl", StringComparison.Ordinal)).ToList();
        if (pickles is not [{ Name: var name }])
            throw new ModelFormatException(File, null, pickles.Count == 0
                ? "is a zip archive without data.pkl, not a PyTorch checkpoint."
                : "has more than one data.pkl, so that different readers see different models.");

        var folder = name[..^"data.pkl".Length];
        var isScript = _directory.Find(folder + "constants.pkl") is not null
            || _directory.Entries.Any(entry => entry.Name.StartsWith(folder + "code/", StringComparison.Ordinal));
        return isScript
            ? throw new ModelFormatException(File, null, "is a TorchScript program, not a checkpoint: save the model's state dict instead.")
            : folder;
    }

    private void CheckVersion()
    {
        var version = ReadSmall("version") ?? ReadSmall(".data/version");
        if (version is null)
            _warnings.Add("The archive does not say its format version.");
        else if (!int.TryParse(version, out var number) || number is < 1 or > MaxVersion)
            throw new ModelFormatException(
                File, _folder + "version",
                $"is \"{version}\"; versions 1 to {MaxVersion} are known: save the model again with an older PyTorch.");
    }

    private string? ReadSmall(string name)
        => _directory.Find(_folder + name) is { } entry
            ? Encoding.Latin1.GetString(_directory.ReadWhole(entry, MaxSmallBytes, _options.AllowChecksumMismatch)).Trim()
            : null;
}
