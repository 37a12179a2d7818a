using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TinyAudioDiffusion.Extensions.AI;

/// <summary>
/// The function <c>make_drum</c> for agents and chat clients of Microsoft.Extensions.AI: it makes the sound of a description in English.
/// </summary>
/// <param name="describer">Makes the sounds.</param>
/// <param name="options">What every sound has beside its description, such as the model; null for the defaults.</param>
/// <remarks>
/// The result is a list of contents. The first is a <see cref="DataContent"/> of <c>audio/wav</c>, named by its sound; the last a
/// <see cref="TextContent"/> that tells the agent the sound's id, with which it can be made again, and what of the description was not
/// understood or cannot be done. Where nothing was understood the text alone is there, so that the agent can say it otherwise. Safe to use
/// from several threads at once.
/// </remarks>
public sealed class MakeDrumFunction(DrumDescriber describer, GenerationOptions? options = null) : AIFunction
{
    // What a number of JSON holds exactly everywhere.
    private const long LargestSeed = 1L << 53;

    private static readonly JsonElement _schema = JsonDocument.Parse($$"""
        {
          "type": "object",
          "properties": {
            "description": {
              "type": "string",
              "description": "The drum and its character in a few English words: \"dark short kick\", \"very bright snare, not noisy\"."
            },
            "seed": {
              "type": "integer",
              "minimum": 0,
              "maximum": {{LargestSeed}},
              "description": "The same seed with the same description is the same sound. Leave it out for a new one."
            }
          },
          "required": ["description"],
          "additionalProperties": false
        }
        """).RootElement.Clone();

    /// <inheritdoc/>
    public override string Name => "make_drum";

    /// <inheritdoc/>
    public override string Description
        => "Makes one drum sound (kick, snare, hi-hat, percussion) of less than a second from a description, as a WAV file.";

    /// <inheritdoc/>
    public override JsonElement JsonSchema => _schema;

    /// <summary>Makes the sound.</summary>
    /// <param name="arguments"><c>description</c>, text; <c>seed</c>, a whole number from 0 to 2^53, may be left out.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>A list of <see cref="AIContent"/>, see the remarks of the class.</returns>
    /// <exception cref="ArgumentException">An argument is missing, or of another type.</exception>
    /// <exception cref="ModelNotFoundException">No model is registered for the kind, or the model asked for does not exist.</exception>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var description = TextOf(arguments);
        var wanted = SeedOf(arguments) is { } seed ? (options ?? new()) with { Seed = seed } : options;
        DescribedSound sound;
        try
        {
            sound = await describer.DescribeAsync(description, wanted, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException exception) when (exception.ParamName == "text")
        {
            // What an agent can mend by saying it otherwise is an answer, not an error, which clients hide from it.
            return new List<AIContent> { new TextContent(exception.Message.Split(" (Parameter")[0]) };
        }

        var clip = await describer.GenerateAsync(sound, cancellationToken: cancellationToken).ConfigureAwait(false);
        var made = clip.Recipe is { } recipe ? $"Made {SoundId.Format(recipe)}." : "Made.";
        var left = sound.NotApplied.Concat(sound.Description.NotUnderstood.Select(word => $"\"{word}\" was not understood")).ToList();
        return new List<AIContent>
        {
            new DataContent(clip.ToWav(), "audio/wav") { Name = "drum.wav" },
            new TextContent(left.Count == 0 ? made : $"{made} Left out: {string.Join("; ", left)}."),
        };
    }

    private static string TextOf(AIFunctionArguments arguments) => Find(arguments, "description") switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        var other => throw new ArgumentException($"description is {Shown(other)}; it must be a text.", nameof(arguments)),
    };

    private static ulong? SeedOf(AIFunctionArguments arguments) => Find(arguments, "seed") switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null } => null,
        JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetInt64(out var seed) && IsSeed(seed) => (ulong)seed,
        int seed when IsSeed(seed) => (ulong)seed,
        long seed when IsSeed(seed) => (ulong)seed,
        var other => throw new ArgumentException(
            $"seed is {Shown(other)}; it must be a whole number from 0 to {LargestSeed}.", nameof(arguments)),
    };

    private static object? Find(AIFunctionArguments arguments, string name) => arguments.TryGetValue(name, out var value) ? value : null;

    private static bool IsSeed(long value) => value is >= 0 and <= LargestSeed;

    private static string Shown(object? value)
        => value is null ? "missing" : $"\"{Convert.ToString(value, CultureInfo.InvariantCulture)}\"";
}
