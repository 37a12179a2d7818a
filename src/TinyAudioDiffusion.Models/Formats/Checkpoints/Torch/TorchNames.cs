using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;

/// <summary>The Python names that a checkpoint may hold, and the ones that only an attack does.</summary>
internal static class TorchNames
{
    /// <summary>Modules whose names run something, reach out, or find what does. Classes of a training script are not among them.</summary>
    private static readonly HashSet<string> _dangerousModules = new(StringComparer.Ordinal)
    {
        "os", "posix", "nt", "sys", "subprocess", "commands", "shutil", "socket", "pty", "runpy", "importlib", "pkgutil", "pip", "code",
        "codeop",
        "ctypes", "cffi", "webbrowser", "multiprocessing", "asyncio", "urllib", "urllib2", "http", "httplib", "requests", "ftplib",
        "smtplib",
        "telnetlib", "operator", "pickle", "_pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "bdb", "pdb",
        "cProfile",
        "profile", "timeit", "trace", "doctest", "idlelib", "lib2to3", "ensurepip", "venv",
    };

    private static readonly HashSet<string> _dangerousBuiltins = new(StringComparer.Ordinal)
    {
        "eval", "exec", "execfile", "compile", "open", "file", "__import__", "getattr", "setattr", "delattr", "globals", "locals", "vars",
        "input",
        "raw_input", "breakpoint", "apply", "map", "filter", "reduce", "help", "exit", "quit",
    };

    private static readonly HashSet<string> _plainBuiltins = new(StringComparer.Ordinal)
    {
        "set", "frozenset", "complex", "bytearray", "bytes", "int", "float", "bool", "str", "list", "dict", "tuple", "slice", "range",
        "object",
    };

    private static readonly Dictionary<string, ElementType> _storages = new(StringComparer.Ordinal)
    {
        ["FloatStorage"] = ElementType.F32,
        ["HalfStorage"] = ElementType.F16,
        ["BFloat16Storage"] = ElementType.BF16,
        ["DoubleStorage"] = ElementType.F64,
        ["LongStorage"] = ElementType.I64,
        ["IntStorage"] = ElementType.I32,
        ["ShortStorage"] = ElementType.I16,
        ["CharStorage"] = ElementType.I8,
        ["ByteStorage"] = ElementType.U8,
        ["BoolStorage"] = ElementType.Bool,
        ["ComplexFloatStorage"] = ElementType.C64,
        ["ComplexDoubleStorage"] = ElementType.C128,
    };

    private static readonly Dictionary<string, ElementType> _elementTypes = new(StringComparer.Ordinal)
    {
        ["float32"] = ElementType.F32,
        ["float16"] = ElementType.F16,
        ["bfloat16"] = ElementType.BF16,
        ["float64"] = ElementType.F64,
        ["int64"] = ElementType.I64,
        ["int32"] = ElementType.I32,
        ["int16"] = ElementType.I16,
        ["int8"] = ElementType.I8,
        ["uint64"] = ElementType.U64,
        ["uint32"] = ElementType.U32,
        ["uint16"] = ElementType.U16,
        ["uint8"] = ElementType.U8,
        ["bool"] = ElementType.Bool,
        ["complex64"] = ElementType.C64,
        ["complex128"] = ElementType.C128,
        ["float8_e4m3fn"] = ElementType.F8,
        ["float8_e5m2"] = ElementType.F8,
        ["float8_e4m3fnuz"] = ElementType.F8,
        ["float8_e5m2fnuz"] = ElementType.F8,
    };

    /// <summary>Other names that plain checkpoints use. Each gives its arguments and does nothing else.</summary>
    private static readonly HashSet<string> _known = new(StringComparer.Ordinal)
    {
        "collections.OrderedDict", "collections.Counter",
        "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3",
        "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state", "torch._tensor._rebuild_from_type_v2",
        "torch.Tensor", "torch.nn.parameter.Parameter", "torch.Size", "torch.device", "torch.storage.UntypedStorage",
        "_codecs.encode",
    };

    public static bool IsDangerous(PickleGlobal global)
        => IsBuiltin(global)
            ? _dangerousBuiltins.Contains(global.Name.Split('.')[0])
            : _dangerousModules.Contains(global.Module.Split('.')[0]);

    public static bool IsKnown(PickleGlobal global)
        => _known.Contains(global.ToString())
            || (IsBuiltin(global) && _plainBuiltins.Contains(global.Name))
            || StorageOf(global) is not null
            || ElementTypeOf(global) is not null;

    public static ElementType? StorageOf(PickleGlobal global)
        => global.Module is "torch" or "torch.cuda" && _storages.TryGetValue(global.Name, out var type) ? type : null;

    public static bool IsUntypedStorage(PickleGlobal global)
        => global is { Module: "torch.storage" or "torch", Name: "UntypedStorage" };

    public static ElementType? ElementTypeOf(PickleGlobal global)
        => global.Module is "torch" && _elementTypes.TryGetValue(global.Name, out var type) ? type : null;

    private static bool IsBuiltin(PickleGlobal global) => global.Module is "builtins" or "__builtin__";
}
