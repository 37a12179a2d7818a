using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;

/// <summary>The meaning of PyTorch's names: tensors become descriptions, everything else becomes an inert placeholder.</summary>
/// <param name="maxStorageBytes">The size of the file: no storage can be bigger.</param>
internal sealed class TorchObjects(long maxStorageBytes) : IPickleObjects
{
    private readonly Dictionary<string, StorageDescription> _storages = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _foreignNames = new(StringComparer.Ordinal);

    /// <summary>Gets the names that no plain checkpoint holds.</summary>
    public IReadOnlyCollection<string> ForeignNames => _foreignNames;

    public void Admit(PickleGlobal global)
    {
        if (TorchNames.IsDangerous(global))
            throw new PickleException(
                $"names {global}, which runs code: the file is malicious; nothing of it was run. Do not open it with PyTorch.",
                isAttack: true);
        if (!TorchNames.IsKnown(global))
            _foreignNames.Add(global.ToString());
    }

    public object? Call(PickleGlobal global, PickleTuple arguments) => global.ToString() switch
    {
        "collections.OrderedDict" when arguments.Children.Count == 0 => new PickleDictionary(isOrdered: true),
        "torch._utils._rebuild_tensor" => Rebuild(global, arguments, least: 4, most: 4),
        "torch._utils._rebuild_tensor_v2" => Rebuild(global, arguments, least: 6, most: 7),
        "torch._utils._rebuild_tensor_v3" => Rebuild(global, arguments, least: 7, most: 8),
        "torch._utils._rebuild_parameter" => Parameter(global, arguments, least: 3, most: 3),
        "torch._utils._rebuild_parameter_with_state" => Parameter(global, arguments, least: 4, most: 4),
        "torch.nn.parameter.Parameter" => Parameter(global, arguments, least: 1, most: 2),
        "torch._tensor._rebuild_from_type_v2" => FromType(global, arguments),
        "torch.Size" when arguments.Children is [PickleTuple size] => size,
        _ => Inert(global, arguments),
    };

    /// <summary>("storage", class, key, location, number of elements).</summary>
    public object? Load(object? persistentId)
    {
        if (persistentId is not PickleTuple { Children: ["storage", PickleGlobal type, string key, string, long count] })
            throw new PickleException("refers to something outside that is no storage; the pickle is damaged or was tampered with.");
        if (key.Length is 0 or > 20 || key.AsSpan().ContainsAnyExceptInRange('0', '9'))
            throw new PickleException("refers to a storage whose key is no number; the file was tampered with.");

        var elementType = TorchNames.StorageOf(type);
        if (elementType is null && !TorchNames.IsUntypedStorage(type))
            return new PicklePlaceholder(type); // a quantised storage, say: an error only for those who want it

        if (count < 0 || count > maxStorageBytes / (elementType?.Bytes() ?? 1))
            throw new PickleException(
                $"has a storage of {count} elements, which is more than the file holds; it is damaged or was tampered with.");
        var storage = new StorageDescription(key, elementType, count);
        if (_storages.TryAdd(key, storage))
            return storage;
        return _storages[key] == storage
            ? _storages[key]
            : throw new PickleException($"describes storage {key} in two ways; the file is damaged or was tampered with.");
    }

    private static object Rebuild(PickleGlobal function, PickleTuple arguments, int least, int most)
    {
        var items = arguments.Children;
        if (items.Count < least || items.Count > most)
            throw new PickleException($"calls {function} with {items.Count} arguments; the pickle is damaged or was tampered with.");
        if (items[0] is PicklePlaceholder)
            return Inert(function, arguments);
        if (items is not [StorageDescription storage, long offset, PickleTuple shape, PickleTuple strides, ..])
            throw Wrong(function);

        var isThird = least == 7;
        if (isThird && (items[6] is not PickleGlobal named || TorchNames.ElementTypeOf(named) is null))
            throw new PickleException($"calls {function} with an element type that is not known.");
        if (items.Count == most && most > 4 && items[^1] is not null)
            CheckMetadata(function, items[^1]);

        var type = isThird ? TorchNames.ElementTypeOf((PickleGlobal)items[6]!) : storage.ElementType;
        return type is { } elementType && (storage.ElementType is null || storage.ElementType == elementType)
            ? new TensorDescription(storage, elementType, offset, Numbers(function, shape), Numbers(function, strides))
            : throw Wrong(function);
    }

    private static void CheckMetadata(PickleGlobal function, object? metadata)
    {
        if (metadata is not PickleDictionary dictionary)
            throw Wrong(function);
        foreach (var bit in (ReadOnlySpan<string>)["conj", "neg"])
        {
            if (dictionary.TryGet(bit, out var value) && value is not false)
                throw new PickleException(
                    $"has a tensor with its \"{bit}\" bit set, which is unsupported: save it again after resolve_{bit}().");
        }
    }

    private static object Parameter(PickleGlobal function, PickleTuple arguments, int least, int most)
    {
        var items = arguments.Children;
        if (items.Count < least || items.Count > most)
            throw new PickleException($"calls {function} with {items.Count} arguments; the pickle is damaged or was tampered with.");
        return items[0] switch
        {
            TensorDescription tensor => tensor,
            PicklePlaceholder => Inert(function, arguments),
            _ => throw Wrong(function),
        };
    }

    private object? FromType(PickleGlobal function, PickleTuple arguments)
        => arguments.Children switch
        {
            [PickleGlobal inner, PickleGlobal { Module: "torch" or "torch.nn.parameter", Name: "Tensor" or "Parameter" },
                PickleTuple innerArguments, _]
                when inner != function => Call(inner, innerArguments),
            [_, _, _, _] => Inert(function, arguments),
            _ => throw Wrong(function),
        };

    private static PicklePlaceholder Inert(PickleGlobal global, PickleTuple arguments)
    {
        var placeholder = new PicklePlaceholder(global);
        placeholder.Children.Add(arguments);
        return placeholder;
    }

    private static long[] Numbers(PickleGlobal function, PickleTuple tuple)
        => [.. tuple.Children.Select(item => item is long number ? number : throw Wrong(function))];

    private static PickleException Wrong(PickleGlobal function)
        => new($"calls {function} with arguments of the wrong types; the pickle is damaged or was tampered with.");
}
