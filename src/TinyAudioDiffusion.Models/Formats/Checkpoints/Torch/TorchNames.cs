using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;

/// <summary>The Python names that a checkpoint may hold, and the ones that only an attack does.</summary>
internal static class TorchNames
{
    /// <summary>Modules whose every name runs something, reaches out, or finds what does.</summary>
    private static readonly HashSet<string> DangerousModules = new(StringComparer.Ordinal)
    {
        "os", "posix", "nt", "sys", "subprocess", "commands", "shutil", "socket", "pty", "runpy", "importlib", "pkgutil", "pip", "code", "codeop",
        "ctypes", "cffi", "webbrowser", "multiprocessing", "threading", "signal", "asyncio", "urllib", "urllib2", "http", "httplib", "requests", "ftplib",
        "smtplib", "telnetlib", "tempfile", "platform", "operator", "functools", "pickle", "_pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle",
        "joblib", "inspect", "types", "gc", "bdb", "pdb", "cProfile", "profile", "timeit", "trace", "doctest", "idlelib", "lib2to3", "ensurepip", "venv",
        "builtins", "__builtin__", "__main__",
    };

    /// <summary>The harmless names of those modules.</summary>
    private static readonly HashSet<string> HarmlessBuiltins = new(StringComparer.Ordinal)
    {
        "set", "frozenset", "complex", "bytearray", "bytes", "int", "float", "bool", "str", "list", "dict", "tuple", "slice", "range", "object", "long", "unicode",
    };

    private static readonly Dictionary<string, ElementType> Storages = new(StringComparer.Ordinal)
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

    private static readonly Dictionary<string, ElementType> ElementTypes = new(StringComparer.Ordinal)
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

    /// <summary>What else is expected; none of it means more than its arguments.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "collections.OrderedDict", "collections.Counter",
        "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3",
        "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state", "torch._tensor._rebuild_from_type_v2",
        "torch.Tensor", "torch.nn.parameter.Parameter", "torch.Size", "torch.device", "torch.storage.UntypedStorage",
        "_codecs.encode",
    };

    public static bool IsDangerous(PickleGlobal global)
    {
        var top = global.Module.Split('.')[0];
        return DangerousModules.Contains(top)
            && !(global.Module is "builtins" or "__builtin__" && HarmlessBuiltins.Contains(global.Name));
    }

    public static bool IsKnown(PickleGlobal global)
        => Known.Contains(global.ToString())
            || global.Module is "builtins" or "__builtin__"
            || StorageOf(global) is not null
            || ElementTypeOf(global) is not null;

    public static ElementType? StorageOf(PickleGlobal global)
        => global.Module is "torch" or "torch.cuda" && Storages.TryGetValue(global.Name, out var type) ? type : null;

    public static bool IsUntypedStorage(PickleGlobal global)
        => global is { Module: "torch.storage" or "torch", Name: "UntypedStorage" };

    public static ElementType? ElementTypeOf(PickleGlobal global)
        => global.Module is "torch" && ElementTypes.TryGetValue(global.Name, out var type) ? type : null;
}
