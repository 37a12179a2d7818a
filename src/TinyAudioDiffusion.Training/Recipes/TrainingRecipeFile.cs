using System.Text.Json;

namespace TinyAudioDiffusion.Training.Recipes;

/// <summary>Reads recipes from JSON. A field that is not known is an error: a knob that is misspelt would silently keep its default.</summary>
internal static class TrainingRecipeFile
{
    public static TrainingRecipe Parse(ReadOnlySpan<byte> json, string file)
    {
        TrainingRecipe recipe;
        try
        {
            recipe = JsonSerializer.Deserialize(json, TrainingJson.Readable.TrainingRecipe) ?? throw new TrainingRecipeException(null, "is JSON, but not an object.", file);
        }
        catch (JsonException exception)
        {
            throw new TrainingRecipeException(FieldOf(exception), ReasonOf(exception), file, exception);
        }

        TrainingRecipeRules.Check(recipe, file);
        return recipe;
    }

    private static string? FieldOf(JsonException exception)
        => exception.Path is { Length: > 2 } path ? path.Replace("$.", "", StringComparison.Ordinal) : null;

    private static string ReasonOf(JsonException exception) => exception switch
    {
        { InnerException: ModelFormatException model } => model.Message,
        _ when exception.Message.Contains("could not be mapped", StringComparison.Ordinal) => "there is no such field: correct its name, or leave it out.",
        _ when exception.Message.Contains("required", StringComparison.Ordinal) => "the field \"model\" is missing, which says what is trained.",
        { Path: null or "$" } => $"is not valid JSON near line {exception.LineNumber + 1}: correct it.",
        _ => "is not of the kind that belongs here.",
    };
}
