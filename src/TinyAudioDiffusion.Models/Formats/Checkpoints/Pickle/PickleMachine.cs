using System.Runtime.InteropServices;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

/// <summary>
/// Builds the values that a pickle describes, and only those: a name never becomes code, an unknown call becomes an inert placeholder.
/// Whatever the bytes say, work and memory stay in proportion to their number.
/// </summary>
internal sealed class PickleMachine(string file, string entry, ReadOnlyMemory<byte> data, IPickleObjects objects)
{
    private const int MaxOpcodes = 4_000_000;
    private const int MaxStack = 100_000;
    private const int MaxTupleDepth = 256;

    private static readonly object _true = true;
    private static readonly object _false = false;

    private readonly PickleInput _input = new(data);
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];

    /// <summary>Runs to the end of the pickle.</summary>
    /// <exception cref="ModelFormatException">The bytes are no pickle, or one that a checkpoint does not hold.</exception>
    public object? Run(bool allowTrailingBytes)
    {
        for (var executed = 0; executed < MaxOpcodes; executed++)
        {
            var start = _input.Position;
            try
            {
                var opcode = (PickleOpcode)_input.Byte();
                if (opcode is not PickleOpcode.Stop)
                    Execute(opcode);
                else
                    return Finish(allowTrailingBytes);
                if (_stack.Count > MaxStack || _marks.Count > MaxStack)
                    throw new PickleException($"has more than {MaxStack} values in flight.");
            }
            catch (PickleException exception)
            {
                var place = $"{entry}, offset {start}";
                throw exception.IsAttack
                    ? new MaliciousCheckpointException(file, place, exception.Message)
                    : new ModelFormatException(file, place, exception.Message, exception);
            }
        }

        throw new ModelFormatException(file, entry, $"has more than {MaxOpcodes} instructions, which no checkpoint needs.");
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto: CheckProtocol(_input.Byte()); break;
            case PickleOpcode.Mark: _marks.Add(_stack.Count); break;
            case PickleOpcode.None: _stack.Add(null); break;
            case PickleOpcode.NewTrue: _stack.Add(_true); break;
            case PickleOpcode.NewFalse: _stack.Add(_false); break;
            case PickleOpcode.BinInt: _stack.Add((long)_input.Int32()); break;
            case PickleOpcode.BinInt1: _stack.Add((long)_input.Byte()); break;
            case PickleOpcode.BinInt2: _stack.Add((long)_input.UInt16()); break;
            case PickleOpcode.Long1: PushLong(); break;
            case PickleOpcode.BinFloat: _stack.Add(_input.Double()); break;
            case PickleOpcode.BinUnicode: _stack.Add(_input.Text()); break;
            case PickleOpcode.ShortBinString: _stack.Add(_input.ShortText()); break;
            case PickleOpcode.EmptyList: _stack.Add(new PickleList()); break;
            case PickleOpcode.EmptyDict: _stack.Add(new PickleDictionary(isOrdered: false)); break;
            case PickleOpcode.EmptyTuple: PushTuple(0); break;
            case PickleOpcode.Tuple1: PushTuple(1); break;
            case PickleOpcode.Tuple2: PushTuple(2); break;
            case PickleOpcode.Tuple3: PushTuple(3); break;
            case PickleOpcode.Tuple: PushTuple(CountToMark()); break;
            case PickleOpcode.BinPut: _memo[_input.Byte()] = Peek(); break;
            case PickleOpcode.LongBinPut: _memo[_input.UInt32()] = Peek(); break;
            case PickleOpcode.BinGet: Recall(_input.Byte()); break;
            case PickleOpcode.LongBinGet: Recall(_input.UInt32()); break;
            case PickleOpcode.Append: Append(1); break;
            case PickleOpcode.Appends: Append(CountToMark()); break;
            case PickleOpcode.SetItem: SetItems(2); break;
            case PickleOpcode.SetItems: SetItems(CountToMark()); break;
            case PickleOpcode.Global: PushGlobal(); break;
            case PickleOpcode.Reduce or PickleOpcode.NewObj: Call(); break;
            case PickleOpcode.Build: Build(); break;
            case PickleOpcode.BinPersId: _stack.Add(objects.Load(Pop())); break;
            default:
                throw new PickleException(
                    $"has the pickle opcode 0x{(byte)opcode:X2}, which PyTorch's checkpoints do not use: save it again with torch.save "
                        + "and its default pickle protocol.");
        }
    }

    private object? Finish(bool allowTrailingBytes)
    {
        var result = Pop();
        if (_stack.Count > 0 || _marks.Count > 0)
            throw new PickleException("leaves values behind when it stops; the pickle is damaged.");
        return _input.Remaining == 0 || allowTrailingBytes
            ? result
            : throw new PickleException($"has {_input.Remaining} bytes behind its end, where something could hide.");
    }

    private static void CheckProtocol(int protocol)
    {
        if (protocol is not 2 and not 3)
            throw new PickleException(
                $"uses pickle protocol {protocol}: save it again with torch.save and its default pickle protocol, 2.");
    }

    private void PushLong()
    {
        var value = _input.Long();
        _stack.Add(value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value);
    }

    private object? Peek()
        => _stack.Count > Floor ? _stack[^1] : throw new PickleException("takes a value that is not there; the pickle is damaged.");

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    // Values below the last mark are out of reach until the mark is used up.
    private int Floor => _marks.Count > 0 ? _marks[^1] : 0;

    private int CountToMark()
    {
        if (_marks.Count == 0)
            throw new PickleException("goes back to a mark that is not there; the pickle is damaged.");
        var count = _stack.Count - _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        return count;
    }

    /// <summary>The topmost values, valid until the next push or drop.</summary>
    private ReadOnlySpan<object?> Top(int count)
        => _stack.Count - Floor >= count
            ? CollectionsMarshal.AsSpan(_stack)[^count..]
            : throw new PickleException("takes more values than there are; the pickle is damaged.");

    /// <summary>The container below the topmost values, to which they are added.</summary>
    private object? Below(int count)
        => _stack.Count - Floor > count
            ? _stack[^(count + 1)]
            : throw new PickleException("takes more values than there are; the pickle is damaged.");

    private void Drop(int count) => _stack.RemoveRange(_stack.Count - count, count);

    private void PushTuple(int count)
    {
        var tuple = count == 0 ? PickleTuple.Empty : new PickleTuple(Top(count));
        if (tuple.Depth > MaxTupleDepth)
            throw new PickleException($"nests deeper than {MaxTupleDepth} levels, which no checkpoint does.");
        Drop(count);
        _stack.Add(tuple);
    }

    private void Recall(uint id)
        => _stack.Add(_memo.TryGetValue(id, out var value)
            ? value
            : throw new PickleException($"recalls the value {id}, which was never stored; the pickle is damaged."));

    private void Append(int count)
    {
        if (Below(count) is not (PickleContainer target and (PickleList or PicklePlaceholder)))
            throw new PickleException("appends to something that is no list; the pickle is damaged or was tampered with.");
        target.Children.AddRange(Top(count));
        Drop(count);
    }

    private void SetItems(int count)
    {
        if (count % 2 != 0)
            throw new PickleException("sets a key without a value; the pickle is damaged.");
        if (Below(count) is not (PickleContainer target and (PickleDictionary or PicklePlaceholder)))
            throw new PickleException("sets items of something that is no dictionary; the pickle is damaged or was tampered with.");

        var items = Top(count);
        for (var i = 0; i < count; i += 2)
        {
            if (items[i] is PickleList or PickleDictionary)
                throw new PickleException("has a list or a dictionary as a dictionary's key; the pickle is damaged.");
        }

        target.Children.AddRange(items);
        Drop(count);
    }

    private void PushGlobal()
    {
        var global = new PickleGlobal(_input.Line(), _input.Line());
        objects.Admit(global);
        _stack.Add(global);
    }

    private void Call()
    {
        var arguments = Pop() as PickleTuple
            ?? throw new PickleException("calls something without a tuple of arguments; the pickle is damaged.");
        _stack.Add(Pop() switch
        {
            PickleGlobal global => objects.Call(global, arguments),
            PicklePlaceholder placeholder => Absorb(new PicklePlaceholder(placeholder.Type), placeholder, arguments),
            _ => throw new PickleException("calls something that is no name; the pickle is damaged or was tampered with."),
        });
    }

    private void Build()
    {
        var state = Pop();
        switch (Peek())
        {
            case PickleDictionary { IsOrdered: true }: break; // the "_metadata" of a state dict, which is not needed
            case PicklePlaceholder placeholder: Absorb(placeholder, state); break;
            default: throw new PickleException("sets the state of something that has none; the pickle is damaged or was tampered with.");
        }
    }

    private static PicklePlaceholder Absorb(PicklePlaceholder placeholder, params ReadOnlySpan<object?> values)
    {
        placeholder.Children.AddRange(values);
        return placeholder;
    }
}
