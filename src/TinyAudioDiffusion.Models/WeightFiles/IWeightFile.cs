namespace TinyAudioDiffusion.Models.WeightFiles;

/// <summary>An open file of named tensors, whatever its format. Values stay in the file until they are asked for.</summary>
/// <remarks>Implementations are safe to use from several threads at once. Do not read during the disposal.</remarks>
public interface IWeightFile : IDisposable
{
    /// <summary>Gets the name of the file in messages.</summary>
    string DisplayPath { get; }

    /// <summary>Gets the tensors in the file's order; names are unique.</summary>
    IReadOnlyList<WeightEntry> Entries { get; }

    /// <summary>Finds a tensor by its exact name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The entry, or null.</returns>
    WeightEntry? Find(string name);

    /// <summary>Reads a tensor in row-major order, converted to single precision from any float, integer or Boolean type.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Takes exactly as many values as the tensor has elements.</param>
    /// <exception cref="ModelFormatException">There is no such tensor, its type does not convert, or the file is damaged.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    void Read(string name, Span<float> destination);

    /// <summary>Reads a tensor of integers or Booleans in row-major order without loss.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Takes exactly as many values as the tensor has elements.</param>
    /// <exception cref="ModelFormatException">There is no such tensor, it holds no integers, or the file is damaged.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    void Read(string name, Span<long> destination);
}
