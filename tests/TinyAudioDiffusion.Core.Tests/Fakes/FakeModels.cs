using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>A source and a format in one: knows locations that begin with "fake:", and makes the model that the test says.</summary>
internal sealed class FakeModels(Func<string, IDiffusionModel> create) : IModelSource, IModelFormat
{
    private int _fetches;
    private int _loads;

    public string Name => "fake";

    public int Fetches => _fetches;

    public int Loads => _loads;

    public SamplingSettings? Settings { get; init; }

    /// <summary>Awaited by every fetch.</summary>
    public Func<CancellationToken, Task> OnFetch { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called by every fetch, before that, with whom to tell.</summary>
    public Action<IProgress<ModelFetchProgress>?> OnFetchProgress { get; set; } = _ => { };

    public bool Knows(string location) => location.StartsWith("fake:", StringComparison.Ordinal);

    public async Task<ModelFiles> FetchAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetches);
        OnFetchProgress(progress);
        await OnFetch(cancellationToken);
        return new ModelFiles(location, [new ModelFile("fake.bin", location, () => Stream.Null)], Revision: "r1");
    }

    public FormatFit Probe(ModelFiles files) => files.Find("FAKE.bin") is null ? FormatFit.None : FormatFit.Content;

    public LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        return new LoadedModel(create(files.Location), Settings);
    }
}
