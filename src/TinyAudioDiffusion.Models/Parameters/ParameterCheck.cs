using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Parameters;

/// <summary>Holds a network's parameters against a file's tensors before anything is allocated.</summary>
internal static class ParameterCheck
{
    public static void RequireMatch(IReadOnlyList<Parameter> parameters, IWeightFile weights)
    {
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            RequireShape(parameter, parameter.Name, weights.Get(parameter.Name), weights);
            expected.Add(parameter.Name);
            if (parameter.Alias is { } alias && weights.Find(alias) is { } tied)
            {
                RequireShape(parameter, alias, tied, weights);
                expected.Add(alias);
            }
        }

        foreach (var entry in weights.Entries)
        {
            if (!expected.Contains(entry.Name))
                throw new ModelFormatException(
                    weights.DisplayPath, entry.Name,
                    "the network that the configuration describes has no such tensor; the configuration belongs to another network");
        }
    }

    private static void RequireShape(Parameter parameter, string name, WeightEntry entry, IWeightFile weights)
    {
        var expected = parameter.Shape.ToString();
        if (entry.ShapeText != expected)
            throw new ModelFormatException(
                weights.DisplayPath, name, $"the tensor is {entry.ShapeText}, but the configuration describes {expected}");
    }
}
