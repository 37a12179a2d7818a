using System.Globalization;
using System.Text;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>
/// The recipe of a sound as one line of text, so that a program can ship ids in place of sounds:
/// <c>tad1:kicks@0f3a?seed=7&amp;sampler=ddim&amp;schedule=linear&amp;steps=50&amp;length=32768</c>.
/// </summary>
/// <remarks>
/// The same id gives the same bits on the same type of machine and model revision. Names are percent-encoded; a key that is missing is not
/// set. Where a verb made the sound from a source, the id holds the hash of the source, and <c>IDrumStudio.RemakeAsync</c> needs the source
/// as well.
/// </remarks>
public static class SoundId
{
    private const string Prefix = "tad1:";

    /// <summary>Writes a recipe as an id.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The id.</returns>
    public static string Format(GenerationRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var text = new StringBuilder(Prefix).Append(Uri.EscapeDataString(recipe.Model));
        if (recipe.Revision is { } revision)
            text.Append('@').Append(Uri.EscapeDataString(revision));
        text.Append(CultureInfo.InvariantCulture, $"?seed={recipe.Seed}");
        Add("sampler", recipe.Sampler);
        Add("schedule", recipe.Schedule);
        text.Append(CultureInfo.InvariantCulture, $"&steps={recipe.Steps}&length={recipe.Length}");
        Add("class", recipe.Class);
        Add("prompt", recipe.Prompt);
        Add("weights", recipe.Weights?.ToString());
        Add("guidance", Number(recipe.Guidance));
        Add("interval", recipe.GuidanceInterval?.ToString());
        Add("negative", recipe.NegativeClass);
        foreach (var (control, quantile) in recipe.Character?.Given() ?? [])
            Add(CharacterSpace.ControlNames[control], Number(quantile));
        Add("like", recipe.Like?.ToString());
        if (recipe.Finishing is { } finishing)
            AddFinishing(finishing);
        if (recipe.Edit is { } edit)
            AddEdit(edit);
        return text.ToString();

        void Add(string key, string? value)
        {
            if (value is not null)
                text.Append('&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
        }

        void AddEdit(SoundEdit made)
        {
            Add("verb", made.Verb);
            Add("source", made.Source);
            Add("amount", Number(made.Amount));
            Add("other", made.OtherSeed?.ToString(CultureInfo.InvariantCulture));
            Add("legacy", made.Legacy ? "1" : null);
            Add("regions", made.Regions);
            Add("resamples", made.Resamples?.ToString(CultureInfo.InvariantCulture));
            Add("refinements", made.Refinements?.ToString(CultureInfo.InvariantCulture));
        }

        void AddFinishing(FinishingOptions options)
        {
            Add("dc", options.RemoveDc ? "1" : "0");
            Add("onset", options.AlignOnset ? "1" : null);
            Add("gate", Number(options.TailGate));
            Add("fade", Number(options.Fade));
            Add("normalize", options.Normalization == Normalization.None ? null : options.Normalization.ToString());
            Add("target", Number(options.Target));
            Add("ceiling", Number(options.TruePeakCeiling));
        }
    }

    /// <summary>Reads an id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="FormatException">This is not an id; the message says why.</exception>
    public static GenerationRecipe Parse(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!id.StartsWith(Prefix, StringComparison.Ordinal) || id.IndexOf('?', StringComparison.Ordinal) is var mark && mark < 0)
            throw new FormatException($"\"{id}\" is not a sound id: it must begin with {Prefix} and a model, then a question mark.");

        var model = id[Prefix.Length..mark].Split('@', 2);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in id[(mark + 1)..].Split('&'))
        {
            var parts = pair.Split('=', 2);
            if (parts.Length != 2 || !values.TryAdd(parts[0], Uri.UnescapeDataString(parts[1])))
                throw new FormatException($"\"{id}\" is not a sound id: \"{pair}\" is no value, or one that is there already.");
        }

        var recipe = new GenerationRecipe
        {
            Model = model[0].Length > 0
                ? Uri.UnescapeDataString(model[0])
                : throw new FormatException($"\"{id}\" is not a sound id: it names no model."),
            Revision = model.Length > 1 ? Uri.UnescapeDataString(model[1]) : null,
            Seed = Required("seed", ulong.Parse),
            Sampler = Required("sampler", (text, _) => text),
            Schedule = Required("schedule", (text, _) => text),
            Steps = Required("steps", int.Parse),
            Length = Required("length", int.Parse),
            Class = Take("class"),
            Prompt = Take("prompt"),
            Weights = Take("weights") is { } weights ? Read("weights", weights, Name<WeightSet>) : null,
            Guidance = Optional("guidance"),
            GuidanceInterval = Take("interval") is { } interval
                ? Read("interval", interval, (text, _) => GuidanceInterval.Parse(text) ?? throw new FormatException())
                : null,
            NegativeClass = Take("negative"),
            Character = Character(),
            Like = Take("like") is { } like ? Read("like", like, SoundCharacter.Parse) : null,
            Finishing = values.ContainsKey("dc") ? Finishing() : null,
            Edit = Take("verb") is { } verb ? Edit(verb) : null,
        };
        return values.Count == 0
            ? recipe
            : throw new FormatException($"\"{id}\" is not a sound id that is known: \"{values.Keys.First()}\" means nothing.");

        FinishingOptions Finishing() => new()
        {
            RemoveDc = Take("dc") == "1",
            AlignOnset = Take("onset") == "1",
            TailGate = Optional("gate"),
            Fade = Required("fade", double.Parse),
            Normalization = Take("normalize") is { } name ? Read("normalize", name, Name<Normalization>) : Normalization.None,
            Target = Required("target", double.Parse),
            TruePeakCeiling = Optional("ceiling"),
        };

        CharacterSliders? Character()
        {
            var sliders = new CharacterSliders
            {
                Brightness = Optional("brightness"),
                Decay = Optional("decay"),
                Pitch = Optional("pitch"),
                Punch = Optional("punch"),
                Noisiness = Optional("noisiness"),
            };
            return sliders.Given().Any() ? sliders : null;
        }

        SoundEdit Edit(string verb) => new(verb)
        {
            Source = Take("source"),
            Amount = Optional("amount"),
            OtherSeed = Take("other") is { } other ? Read("other", other, ulong.Parse) : null,
            Legacy = Take("legacy") == "1",
            Regions = Take("regions"),
            Resamples = Whole("resamples"),
            Refinements = Whole("refinements"),
        };

        string? Take(string key) => values.Remove(key, out var value) ? value : null;

        double? Optional(string key) => Take(key) is { } text ? Read(key, text, double.Parse) : null;

        int? Whole(string key) => Take(key) is { } text ? Read(key, text, int.Parse) : null;

        T Required<T>(string key, Func<string, IFormatProvider, T> parse)
            => Read(key, Take(key) ?? throw new FormatException($"\"{id}\" is not a sound id: \"{key}\" is missing."), parse);

        T Read<T>(string key, string text, Func<string, IFormatProvider, T> parse)
        {
            try
            {
                return parse(text, CultureInfo.InvariantCulture);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
            {
                throw new FormatException($"\"{id}\" is not a sound id: \"{text}\" is no value for \"{key}\".", exception);
            }
        }
    }

    // Names only: Enum.Parse takes numbers as well.
    private static T Name<T>(string text, IFormatProvider format)
        where T : struct, Enum
        => Enum.GetNames<T>().Contains(text) ? Enum.Parse<T>(text) : throw new FormatException();

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
