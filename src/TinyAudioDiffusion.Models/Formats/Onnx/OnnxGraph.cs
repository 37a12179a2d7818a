using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>
/// The graph of an ONNX file while it grows. Every value has a name; a constant has one, however often it is added. The numbers of fields,
/// types and kinds are those of the format's schema (onnx.proto).
/// </summary>
internal sealed class OnnxGraph
{
    /// <summary>The set of operators, the first with layer normalisation.</summary>
    public const int OperatorSet = 17;

    private const int FormatVersion = 8;

    private readonly ProtobufMessage _graph = new();
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private int _values;

    private enum ElementKind
    {
        Float = 1,
        Int64 = 7,
    }

    private enum AttributeKind
    {
        Float = 1,
        Int = 2,
        Text = 3,
        Ints = 7,
    }

    /// <summary>Adds an operation with one output.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">Its attributes: numbers, lists of integers, or text.</param>
    /// <returns>The name of the output.</returns>
    public string Add(string type, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var output = string.Create(CultureInfo.InvariantCulture, $"v{_values++}");
        AddNode(type, inputs, output, attributes);
        return output;
    }

    /// <summary>Declares an input of floats.</summary>
    public string FloatInput(string name, params ReadOnlySpan<int> extents) => Input(name, ElementKind.Float, extents);

    /// <summary>Declares an input of 64-bit integers.</summary>
    public string IntegerInput(string name, params ReadOnlySpan<int> extents) => Input(name, ElementKind.Int64, extents);

    /// <summary>Declares a value as an output of floats, under a name for users.</summary>
    public void Output(string value, string name, params ReadOnlySpan<int> extents)
    {
        AddNode("Identity", [value], name, []);
        _graph.Add(12, ValueInfo(name, ElementKind.Float, extents));
    }

    /// <summary>Adds constant floats.</summary>
    public string Constant(ReadOnlySpan<float> values, params ReadOnlySpan<int> extents)
        => Initializer(ElementKind.Float, MemoryMarshal.AsBytes(values), extents);

    /// <summary>Adds one constant float, which broadcasts to every shape.</summary>
    public string Constant(float value) => Constant([value], []);

    /// <summary>Adds constant 64-bit integers, a row.</summary>
    public string Integers(params long[] values) => Initializer(ElementKind.Int64, MemoryMarshal.AsBytes<long>(values), [values.Length]);

    /// <summary>Gives the whole file.</summary>
    /// <param name="name">The graph's name.</param>
    /// <param name="properties">What readers show about the model.</param>
    public ProtobufMessage ToModel(string name, IEnumerable<(string Name, string Value)> properties)
    {
        _graph.Add(2, name);
        var version = typeof(OnnxGraph).Assembly.GetName().Version?.ToString(3) ?? string.Empty;
        var model = new ProtobufMessage()
            .Add(1, FormatVersion)
            .Add(2, "TinyAudioDiffusion")
            .Add(3, version)
            .Add(7, _graph)
            .Add(8, new ProtobufMessage().Add(1, string.Empty).Add(2, OperatorSet));
        foreach (var property in properties)
            model.Add(14, new ProtobufMessage().Add(1, property.Name).Add(2, property.Value));
        return model;
    }

    private string Input(string name, ElementKind kind, ReadOnlySpan<int> extents)
    {
        _graph.Add(11, ValueInfo(name, kind, extents));
        return name;
    }

    // A constant that is there already has its name: several passes share weights, and whatever else they have in common.
    private string Initializer(ElementKind kind, ReadOnlySpan<byte> values, ReadOnlySpan<int> extents)
    {
        var key = $"{kind} [{string.Join(',', extents.ToArray())}] {Convert.ToHexString(SHA256.HashData(values))}";
        if (_constants.TryGetValue(key, out var known))
            return known;
        var name = string.Create(CultureInfo.InvariantCulture, $"c{_values++}");
        var tensor = new ProtobufMessage();
        foreach (var extent in extents)
            tensor.Add(1, (long)extent);
        _graph.Add(5, tensor.Add(2, (long)kind).Add(8, name).Add(9, values.ToArray()));
        return _constants[key] = name;
    }

    private void AddNode(string type, string[] inputs, string output, (string Name, object Value)[] attributes)
    {
        var node = new ProtobufMessage();
        foreach (var input in inputs)
            node.Add(1, input);
        node.Add(2, output).Add(4, type);
        foreach (var (name, value) in attributes)
            node.Add(5, Attribute(name, value));
        _graph.Add(1, node);
    }

    private static ProtobufMessage Attribute(string name, object value)
    {
        var attribute = new ProtobufMessage().Add(1, name);
        switch (value)
        {
            case float number:
                return attribute.Add(2, number).Add(20, (long)AttributeKind.Float);
            case int number:
                return attribute.Add(3, (long)number).Add(20, (long)AttributeKind.Int);
            case string text:
                return attribute.Add(4, text).Add(20, (long)AttributeKind.Text);
            default:
                foreach (var number in (int[])value)
                    attribute.Add(8, (long)number);
                return attribute.Add(20, (long)AttributeKind.Ints);
        }
    }

    private static ProtobufMessage ValueInfo(string name, ElementKind kind, ReadOnlySpan<int> extents)
    {
        var shape = new ProtobufMessage();
        foreach (var extent in extents)
            shape.Add(1, new ProtobufMessage().Add(1, (long)extent));
        var tensor = new ProtobufMessage().Add(1, (long)kind).Add(2, shape);
        return new ProtobufMessage().Add(1, name).Add(2, new ProtobufMessage().Add(1, tensor));
    }
}
