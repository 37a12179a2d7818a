using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary>A safetensors file with the inputs of a command, each under one of several names.</summary>
internal sealed class TensorInput : IDisposable
{
    private readonly SafetensorsFile _file;

    public TensorInput(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"There is no file \"{path}\".");
        _file = SafetensorsFile.Open(ModelFile.OnDisk(path));
    }

    public IReadOnlyList<WeightEntry> Entries => _file.Entries;

    public string Path => _file.DisplayPath;

    /// <summary>Reads a tensor that must be there.</summary>
    /// <exception cref="CommandException">The file has no such tensor, or it has another number of axes.</exception>
    public InputTensor Read(int axes, string layout, params ReadOnlySpan<string> names)
        => Find(axes, layout, names) ?? throw new CommandException(
            $"{Path} has no tensor \"{names[0]}\" {layout}; it holds {string.Join(", ", Entries.Take(8).Select(entry => entry.Name))}.");

    /// <summary>Reads a tensor that may be missing.</summary>
    /// <exception cref="CommandException">The tensor has another number of axes.</exception>
    public InputTensor? Find(int axes, string layout, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_file.Find(name) is not { } entry)
                continue;
            if (entry.Shape.Count != axes || entry.Shape.Any(extent => extent is < 1 or > int.MaxValue))
                throw new CommandException($"{Path}: the tensor \"{name}\" is {entry.ShapeText}; it must be {layout}.");
            return new InputTensor(name, [.. entry.Shape.Select(extent => (int)extent)], _file.ReadSingles(name));
        }

        return null;
    }

    public void Dispose() => _file.Dispose();
}
