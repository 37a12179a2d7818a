using System.Text.Json;
using Spectre.Console;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>Shows an inspection to a person.</summary>
/// <param name="terminal">Where the inspection is shown.</param>
/// <param name="allTensors">Whether long lists are shown whole.</param>
internal sealed class InspectionPrinter(Terminal terminal, bool allTensors)
{
    private const int ShortList = 8;

    public void Print(InspectionReport report)
    {
        Facts("File", FileFacts(report));
        if (report.Model is { } model)
            Facts("Model", ModelFacts(model));
        Loads(report.Loads);
        Tensors(report);
        Aliases(report.Aliases);
    }

    public void Print(SoundReport sound)
    {
        Facts("Sound",
        [
            ("path", sound.Path),
            ("format", sound.Format),
            ("length", $"{Sentences.Count(sound.Length, "sample", "samples")}, {Sentences.Duration(sound.Seconds)}"),
            ("channels", Sentences.Count(sound.Channels)),
            ("sample rate", $"{Sentences.Count(sound.SampleRate)} Hz"),
        ]);
        foreach (var warning in sound.Warnings)
            terminal.WriteWarning($"{sound.Path}: {warning}.");
        if (sound.Recipe is null)
        {
            terminal.WriteLine("No recipe: only single sounds that this library made carry one.");
            return;
        }

        var recipe = JsonSerializer.SerializeToElement(sound.Recipe, JsonText.CamelCase);
        Facts("Recipe", recipe.EnumerateObject().Select(fact => (fact.Name, (string?)Value(fact.Value))));

        // On one line, so that it can be copied.
        Title("Id");
        terminal.WriteLine($"  {sound.Id}");
    }

    private void Title(string title) => terminal.OutputConsole.MarkupLineInterpolated($"[bold]{title}[/]");

    private void Facts(string title, IEnumerable<(string Name, string? Value)> facts)
    {
        Title(title);
        terminal.WriteFacts(facts);
    }

    private static IEnumerable<(string Name, string? Value)> FileFacts(InspectionReport report)
    {
        yield return ("path", report.Path);
        yield return ("format", report.Format);
        if (report.WeightsFile is { } weights && Path.GetFullPath(weights) != Path.GetFullPath(report.Path))
            yield return ("weights", report.WeightsFile);
        yield return ("size", report.SizeInBytes is { } size ? Sentences.Bytes(size) : null);
        if (report.Checkpoint is { } checkpoint)
        {
            yield return ("written by", checkpoint.LightningVersion is { } version ? $"PyTorch Lightning {version}" : null);
            yield return ("training", Training(checkpoint));
            yield return ("EMA weights", checkpoint.HasEmaWeights ? "yes" : "no");
            yield return ("optimiser state", checkpoint.HasOptimizerState ? "yes" : "no");
            yield return ("keys", string.Join(", ", checkpoint.TopLevelKeys));
            var foreign = string.Join(", ", checkpoint.ForeignNames);
            yield return ("Python objects", foreign.Length == 0 ? "none beside tensors and plain values" : $"{foreign} (not run)");
            yield return ("no tensors", string.Join(", ", checkpoint.UnreadableKeys.Select(pair => $"{pair.Key}: {pair.Value}")));
        }

        foreach (var (key, value) in report.Metadata ?? new Dictionary<string, string>())
            yield return (key, value);
        foreach (var warning in report.Warnings)
            yield return ("warning", warning);
    }

    private static string? Training(CheckpointReport checkpoint)
        => string.Join(", ", new[]
        {
            checkpoint.Epoch is { } epoch ? $"epoch {Sentences.Count(epoch)}" : null,
            checkpoint.GlobalStep is { } step ? $"step {Sentences.Count(step)}" : null,
        }.OfType<string>());

    // One line a value, and one line for each group's values where they are many.
    private static IEnumerable<(string Name, string? Value)> ModelFacts(JsonElement model)
    {
        foreach (var property in model.EnumerateObject())
        {
            if (property.NameEquals("formatVersion"))
                continue;
            if (property.Value.ValueKind != JsonValueKind.Object)
                yield return (property.Name, Value(property.Value));
            else if (property.NameEquals("network") || property.NameEquals("provenance"))
            {
                foreach (var inner in property.Value.EnumerateObject())
                    yield return ($"{property.Name}.{inner.Name}", Value(inner.Value));
            }
            else
                yield return (property.Name, string.Join(", ", property.Value.EnumerateObject().Select(
                    inner => inner.NameEquals("name") ? Value(inner.Value) : $"{inner.Name} {Value(inner.Value)}")));
        }
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Value))}]",
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(inner => $"{inner.Name} {Value(inner.Value)}")),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.GetRawText(),
    };

    private void Loads(IReadOnlyList<LoadReport> loads)
    {
        if (loads.Count == 0)
            return;
        Facts("What would be loaded", loads.Select(load => (load.Weights, (string?)(load.Problem is null
            ? $"{Sentences.Count(load.Tensors, "tensor", "tensors")}, {Sentences.Count(load.Parameters!.Value)} parameters; fits the "
                + "network"
            : $"nothing: {Sentences.OnOneLine(load.Problem)}"))));
    }

    private void Tensors(InspectionReport report)
    {
        if (report.Tensors.Count == 0)
            return;
        Title($"Tensors: {Sentences.Count(report.Tensors.Count)} names, {Sentences.Count(report.ElementCount)} elements");
        // Lines, not a table: a table in a window breaks long names, which people copy.
        var shown = allTensors ? report.Tensors.Count : Math.Min(ShortList, report.Tensors.Count);
        var rows = report.Tensors.Take(shown)
            .Select(tensor => (tensor.Type, Shape: $"[{string.Join(", ", tensor.Shape)}]", tensor.Name))
            .ToList();
        var (typeWidth, shapeWidth) = (rows.Max(row => row.Type.Length), rows.Max(row => row.Shape.Length));
        foreach (var row in rows)
            terminal.WriteLine($"  {row.Type.PadRight(typeWidth)}  {row.Shape.PadRight(shapeWidth)}  {row.Name}");
        More(report.Tensors.Count - shown);
    }

    private void Aliases(IReadOnlyList<IReadOnlyList<string>> aliases)
    {
        if (aliases.Count == 0)
            return;
        Title($"Aliases: {Sentences.Count(aliases.Count, "storage", "storages")} under several names");
        var shown = allTensors ? aliases.Count : Math.Min(ShortList / 2, aliases.Count);
        foreach (var names in aliases.Take(shown))
        {
            terminal.WriteLine($"  {names[0]}");
            var shownNames = allTensors || names.Count <= ShortList / 2 ? names.Count : (ShortList / 2) - 1;
            foreach (var name in names.Take(shownNames).Skip(1))
                terminal.WriteLine($"    = {name}");
            if (shownNames < names.Count)
                terminal.WriteLine($"    = {names.Count - shownNames} more");
        }

        More(aliases.Count - shown);
    }

    private void More(int count)
    {
        if (count > 0)
            terminal.WriteLine($"  ... and {Sentences.Count(count)} more; --tensors lists all.");
        terminal.WriteLine("");
    }
}
