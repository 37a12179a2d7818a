using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Synthesis;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>The sounds that a training configuration names.</summary>
/// <param name="Training">The sounds to learn from.</param>
/// <param name="Validation">The sounds for the validation; null for none.</param>
/// <param name="Summary">The summary of the folder; null for computed sounds.</param>
public sealed record DataSource(ITrainingData Training, ITrainingData? Validation, DataSetSummary? Summary)
{
    /// <summary>Gets the folder's sounds to learn from, without variations; null for computed sounds.</summary>
    public ITrainingData? Recorded { get; init; }

    /// <summary>The name of the source of computed sounds.</summary>
    public const string Synthetic = "synthetic";

    private const ulong TrainingSeed = 0;
    private const ulong ValidationSeed = 1;
    private const int ValidationCount = 1000;
    private const int MixtureCount = 40_000; // an epoch; each visit brings new computed drums

    private static readonly Dictionary<string, DrumKind> _kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kick"] = DrumKind.Kick,
        ["snare"] = DrumKind.Snare,
        ["hihat"] = DrumKind.HiHat,
        ["percussion"] = DrumKind.Percussion,
    };

    /// <summary>Opens sounds in the form that a model takes.</summary>
    /// <param name="options">Which sounds.</param>
    /// <param name="audio">The model's rate, channels and length.</param>
    /// <param name="formats">The kinds of sound files to read; null for those that need no other package.</param>
    /// <param name="progress">Receives the number of files that are done and of all files, from several threads.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The sounds.</returns>
    /// <exception cref="DataSetException">There is no such folder, or nothing in it can be used.</exception>
    /// <exception cref="TrainingConfigurationException">There is no such kind of computed sound, or an option is out of its
    /// range.</exception>
    public static DataSource Open(
        DataOptions options, AudioShape audio, AudioFormats? formats = null, IProgress<(int Step, int Steps)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(audio);
        var source = KindsOf(options) is { } kinds
            ? OpenSynthetic(kinds, audio, options.DrumClasses)
            : OpenFolder(options, audio, formats, progress, cancellationToken);
        if (options.Produce)
            source = source with { Training = new ProducedData(source.Training) };
        if (options.Augment)
            source = source with { Training = new AugmentedData(source.Training, AugmentationOptions.Mild) };
        if (options.DrumClasses && source.Recorded is not null)
            source = source with { Training = ClassShares.Of(source.Training, MixtureCount) };
        if (options.SyntheticShare > 0)
            source = source.WithSynthetic(options.SyntheticShare, audio, options.DrumClasses);
        return options.Captions == CaptionSource.Described ? source.Described() : source;
    }

    /// <summary>Tells whether the sounds are computed rather than read.</summary>
    /// <param name="source">The source.</param>
    /// <returns>Whether it names the synthesiser.</returns>
    public static bool IsSynthetic(string source)
        => source == Synthetic || source?.StartsWith(Synthetic + ":", StringComparison.Ordinal) == true;

    private static DrumKind[]? KindsOf(DataOptions options)
    {
        if (!IsSynthetic(options.Source))
            return null;
        return options.Source == Synthetic
            ? [.. _kinds.Values]
            : [.. options.Source[(Synthetic.Length + 1)..].Split(',').Select(name => _kinds.TryGetValue(name.Trim(), out var kind)
                ? kind
                : throw new TrainingConfigurationException(
                    "data.source", $"names the kind \"{name}\"; known are {string.Join(", ", _kinds.Keys)}."))];
    }

    private static DataSource OpenSynthetic(DrumKind[] kinds, AudioShape audio, bool tellsClasses)
    {
        var training = new SyntheticData(new SyntheticDrums(TrainingSeed, samples: audio.Length, kinds: kinds), tellsClasses);
        var validation = new SyntheticData(new SyntheticDrums(ValidationSeed, ValidationCount, audio.Length, kinds), tellsClasses);
        if (audio.Channels == 1 && audio.SampleRate == training.SampleRate)
            return new DataSource(new OneChannelData(training), new OneChannelData(validation), Summary: null);
        return (audio.SampleRate, audio.Channels) == (training.SampleRate, training.Channels)
            ? new DataSource(training, validation, Summary: null)
            : throw new TrainingConfigurationException(
                "data.source",
                $"gives {training.Channels} channels at {training.SampleRate} Hz; "
                    + $"the model takes {audio.Channels} at {audio.SampleRate} Hz.");
    }

    private DataSource Described()
    {
        var words = CaptionWords.Of(Training);
        return this with
        {
            Training = new DescribedData(Training, words),
            Validation = Validation is null ? null : new DescribedData(Validation, words),
        };
    }

    private DataSource WithSynthetic(double share, AudioShape audio, bool tellsClasses)
    {
        var computed = OpenSynthetic([.. _kinds.Values], audio, tellsClasses);
        return this with
        {
            Training = new MixedData([(computed.Training, share), (Training, 1 - share)], MixtureCount),
            Validation = Validation is null ? null : new MixedData([(computed.Validation!, share), (Validation, 1 - share)]),
        };
    }

    private static DataSource OpenFolder(
        DataOptions options, AudioShape audio, AudioFormats? formats, IProgress<(int Step, int Steps)>? progress,
        CancellationToken cancellationToken)
    {
        var folder = FolderData.Open(
            options.Source,
            new FolderDataOptions
            {
                Csv = options.Csv,
                Captions = options.Captions == CaptionSource.Written,
                Formats = formats ?? AudioFormats.BuiltIn,
                SampleRate = audio.SampleRate,
                Channels = audio.Channels,
                Samples = audio.Length,
            },
            progress,
            cancellationToken);
        if (options.ValidationShare == 0 || folder.Count == 1)
            return new DataSource(folder, Validation: null, folder.Summary) { Recorded = folder };
        var split = folder.Split(options.ValidationShare);
        return new DataSource(split.Training, split.Validation, folder.Summary) { Recorded = split.Training };
    }
}
