using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using SoundFarm.Hosting;
using SoundFarm.Jobs;
using SoundFarm.Rendering;
using SoundFarm.Storage;
using TinyAudioDiffusion;

namespace SoundFarm.Tests.Cluster;

/// <summary>Silos of the farm in this process, with their states and sounds in a folder.</summary>
internal sealed class FarmCluster : IAsyncDisposable
{
    /// <summary>
    /// The longest time that one test may take, in milliseconds: a guard against a test that hangs. All of them together take less than
    /// half a minute, and several times as long beside the tests of all other projects.
    /// </summary>
    public const int LongestTest = 600_000;

    private FarmCluster(InProcessTestCluster cluster, ISoundStore store) => (Silos, Store) = (cluster, store);

    public InProcessTestCluster Silos { get; }

    public ISoundStore Store { get; }

    public Farm Farm => new(Silos.Client, TimeProvider.System);

    public static FarmPlace PlaceOf(string folder) => new()
    {
        Folder = folder,
        Models = { [DrumKind.Kick] = Path.Combine(AppContext.BaseDirectory, "tiny-noise") },
    };

    /// <summary>Starts a cluster.</summary>
    /// <param name="silos">The number of silos.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="renderer">What makes sounds; null for the library.</param>
    /// <param name="attempts">How often a sound is tried. Many: leases are short here, and a busy machine is no fault.</param>
    public static async Task<FarmCluster> StartAsync(short silos, string folder, ISoundRenderer? renderer, int attempts = 1000)
    {
        var place = PlaceOf(folder);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            if (renderer is not null)
                silo.Services.AddSingleton(renderer);
            silo.UseFarmState(place).AddFarm(place, options =>
            {
                options.LeaseTime = TimeSpan.FromSeconds(3);
                options.ReminderPeriod = TimeSpan.FromSeconds(2);
                options.CheckpointPeriod = TimeSpan.FromMilliseconds(200);
                options.CheckpointSounds = 20;
                options.Attempts = attempts;
            });
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(2);
                options.NumVotesForDeathDeclaration = 1;
            });
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new FarmCluster(cluster, place.OpenStore());
    }

    /// <summary>Waits until a job has nothing left to do.</summary>
    public async Task<Grains.JobStatus> FinishAsync(string job)
        => await Farm.WatchAsync(job, TimeSpan.FromMilliseconds(100)).LastAsync(TestContext.Current.CancellationToken);

    /// <summary>Checks a finished job; every sound is made again and compared.</summary>
    public async Task<VerificationReport> VerifyAsync(string job, ISoundRenderer? renderer = null)
    {
        var stored = await new StoredManifest(Store).FindJobAsync(job, TestContext.Current.CancellationToken);
        return await new JobVerification(Store, renderer ?? new FakeRenderer(TimeSpan.Zero))
            .CheckAsync(stored!, remakeEvery: 1, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await Silos.DisposeAsync();
}
