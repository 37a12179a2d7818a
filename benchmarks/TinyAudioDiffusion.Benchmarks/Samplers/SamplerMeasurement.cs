using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>
/// <c>samplers [--model MODEL [--class LABEL] [--length SAMPLES]] [--sounds FOLDER] [--seeds N] [--converged STEPS] [--out FOLDER]</c>: the
/// distance of each recipe to converged
/// sounds from the same noise, for a model or for the problems with a known optimal network. Prints tables; writes samplers-measured.md and
/// samplers.svg to a folder.
/// </summary>
internal static class SamplerMeasurement
{
    private static readonly int[] _calls = [8, 10, 12, 16, 20, 50];

    public static async Task RunAsync(string[] arguments)
    {
        var options = Options(arguments);
        var model = options.GetValueOrDefault("--model");
        var seeds = int.Parse(options.GetValueOrDefault("--seeds", model is null ? "192" : "16"));
        var converged = int.Parse(options.GetValueOrDefault("--converged", "1000"));
        using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
        var problems = model is null
            ? Problems.Analytic(options.GetValueOrDefault("--sounds")) : [await OpenAsync(services, model, options).ConfigureAwait(false)];

        var tables = new StringWriter();
        var all = MeasuredRecipe.All.Select(recipe => (recipe.Name, Distances: _calls.Select(_ => new List<Distance>()).ToArray()))
            .ToArray();
        var references = new List<Distance>();
        foreach (var problem in problems)
        {
            var ends = MeasuredRecipe.Reference.Run(problem, converged, seeds);
            references.Add(Distance.Between(ends, MeasuredRecipe.Reference.Run(problem, 50, seeds), seeds));
            for (var row = 0; row < all.Length; row++)
            {
                for (var column = 0; column < _calls.Length; column++)
                    all[row].Distances[column].Add(
                        Distance.Between(ends, MeasuredRecipe.All[row].Run(problem, _calls[column], seeds), seeds));
            }

            Show(DistanceTable.Write(problem.Name, _calls,
                [.. all.Select(row => (row.Name, row.Distances.Select(list => list[^1]).ToArray()))], references[^1]));
        }

        var means = all.Select(row => (row.Name, row.Distances.Select(list => Distance.Mean(list)).ToArray())).ToArray();
        if (references.Count > 1)
            Show(DistanceTable.Write($"Geometric mean of the {references.Count} problems", _calls, means, Distance.Mean(references)));
        if (options.TryGetValue("--out", out var folder))
        {
            Directory.CreateDirectory(folder);
            var of = model is null ? $"geometric mean of {references.Count} problems" : model;
            await File.WriteAllTextAsync(Path.Combine(folder, "samplers-measured.md"), tables.ToString()).ConfigureAwait(false);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "samplers.svg"), DistancePlot.Write(_calls, means,
                    $"relative distance to {converged} DDIM steps from the same noise, {of}, {seeds} seeds")).ConfigureAwait(false);
        }

        void Show(string table)
        {
            Console.Write(table);
            tables.Write(table);
        }
    }

    private static async Task<Problem> OpenAsync(IServiceProvider services, string model, Dictionary<string, string> options)
    {
        var zoo = services.GetRequiredService<IModelZoo>();
        var loaded = (await zoo.LoadAsync(zoo.CardFor(model)).ConfigureAwait(false)).Model;
        var length = options.TryGetValue("--length", out var asked)
            ? loaded.Info.RoundUpLength(int.Parse(asked)) : loaded.Info.RoundUpLength(loaded.Info.NativeLength);
        var label = options.GetValueOrDefault("--class");
        var index = label is null
            ? -1 : loaded.Info.Classes.ToList().FindIndex(name => string.Equals(name, label, StringComparison.OrdinalIgnoreCase));
        return label is not null && index < 0
            ? throw new ArgumentException($"The model has no class {label}; it has {string.Join(", ", loaded.Info.Classes)}.")
            : new Problem(model, loaded, length, index);
    }

    private static Dictionary<string, string> Options(string[] arguments)
    {
        string[] known = ["--model", "--class", "--length", "--sounds", "--seeds", "--converged", "--out"];
        if (arguments.Length % 2 != 0 || arguments.Where((_, i) => i % 2 == 0).FirstOrDefault(name => !known.Contains(name)) is not null)
            throw new ArgumentException($"Give names and values; the names are {string.Join(", ", known)}.");
        return arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
