using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>The features of classes: a row of a table for each, and the row behind the last for "no class".</summary>
/// <param name="scope">The place of the table.</param>
/// <param name="count">The number of classes, at least 1.</param>
/// <param name="features">The number of modulation features.</param>
internal sealed class ClassFeatures(ParameterScope scope, int count, int features)
{
    private readonly Parameter _table = scope.Declare("weight", new Shape(count + 1, features), WeightUse.Values);

    /// <summary>Gets the table, [classes + 1, features].</summary>
    public Weight Table => _table.Weight;

    /// <summary>Finds the row of each item; that of a blend is negative.</summary>
    /// <exception cref="ArgumentException">A class does not exist, or a blend has no shares.</exception>
    public void FillRows(Span<int> rows, ReadOnlySpan<int> classes, ReadOnlySpan<float> shares)
    {
        if (!classes.IsEmpty && classes.Length != rows.Length)
            throw new ArgumentException($"{classes.Length} classes were given for {rows.Length} items.");
        for (var item = 0; item < rows.Length; item++)
        {
            var label = classes.IsEmpty ? -1 : classes[item];
            if (label < VelocityRequest.BlendedClass || label >= count)
                throw new ArgumentException($"There is no class {label} among {count}.");
            rows[item] = label == -1 ? count : label;
            if (label == VelocityRequest.BlendedClass && shares.Length != count)
                throw new ArgumentException($"{shares.Length} shares were given for a blend of {count} classes.");
        }
    }

    /// <summary>
    /// Gives the features of each item, [items, features]: its row, or for a blend the mean of the classes' rows by their shares; few
    /// numbers, so the host adds them.
    /// </summary>
    public Tensor Of(TensorEngine engine, ReadOnlySpan<int> rows, ReadOnlySpan<float> shares)
    {
        if (shares.IsEmpty)
            return engine.LookUp(Table, rows);
        var (table, values) = (new float[_table.Shape.ElementCount], new float[rows.Length * features]);
        engine.Read(Table, table);
        for (var item = 0; item < rows.Length; item++)
        {
            var own = values.AsSpan(item * features, features);
            if (rows[item] >= 0)
            {
                table.AsSpan(rows[item] * features, features).CopyTo(own);
                continue;
            }

            for (var label = 0; label < shares.Length; label++)
            {
                for (var i = 0; shares[label] > 0 && i < features; i++)
                    own[i] += shares[label] * table[(label * features) + i];
            }
        }

        return engine.CreateTensor(values, new Shape(rows.Length, features));
    }
}
