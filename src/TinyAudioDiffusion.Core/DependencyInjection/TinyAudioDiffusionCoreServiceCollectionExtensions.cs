using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the core of TinyAudioDiffusion.</summary>
public static class TinyAudioDiffusionCoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds the drum generator, the studio, the model zoo, the samplers, the schedules and the folder source. Models and model formats come
    /// from other packages or from <see cref="TinyAudioDiffusionBuilder"/>. Calling it twice is harmless. It keeps services that are
    /// registered already (an <see cref="IDrumGenerator"/>, an <see cref="IModelZoo"/>).
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes the library's defaults, which are checked when the application starts.</param>
    /// <returns>A builder to add models, samplers and more with.</returns>
    public static TinyAudioDiffusionBuilder AddTinyAudioDiffusionCore(
        this IServiceCollection services, Action<TinyAudioDiffusionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TinyAudioDiffusionOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TinyAudioDiffusionOptions>, TinyAudioDiffusionOptionsValidator>());
        if (configure is not null)
            services.Configure(configure);

        services.AddSamplers();
        services.AddSchedules();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelSource, FolderModelSource>());
        services.TryAddRegistry<ISampler>("sampler");
        services.TryAddRegistry<INoiseSchedule>("schedule");
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISoundScore, CleanTailScore>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISoundScore, PunchScore>());
        services.TryAddRegistry<ISoundScore>("score");
        services.TryAddRegistry<ITextEmbedder>("text embedder");
        services.TryAddRegistry<IModelSource>("model source");
        services.TryAddRegistry<IModelFormat>("model format");

        services.TryAddSingleton(provider => new AudioFormats(provider.GetServices<IAudioFormat>()));

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelFinder>();
        services.TryAddSingleton<IModelZoo, ModelZoo>();
        services.TryAddSingleton<TimeBudget>();
        services.TryAddSingleton<GenerationPlanner>();
        services.TryAddSingleton<GenerationRunner>();
        services.TryAddSingleton<GrooveRenderer>();
        services.TryAddSingleton<KitMaker>();
        services.TryAddSingleton<IDrumGenerator, DrumGenerator>();
        services.TryAddSingleton<IDrumStudio, DrumStudio>();
        services.TryAddSingleton<DrumDescriber>();
        return new TinyAudioDiffusionBuilder(services);
    }

    // This method makes the samplers itself, because the numbers in their constructors are options and not services.
    private static void AddSamplers(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, DdimSampler>(_ => new DdimSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, DdpmSampler>(_ => new DdpmSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, EulerSampler>(_ => new EulerSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, HeunSampler>(_ => new HeunSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, EulerAncestralSampler>(_ => new EulerAncestralSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, Dpm2Sampler>(_ => new Dpm2Sampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, LmsSampler>(_ => new LmsSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, IplmsSampler>(_ => new IplmsSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, Dpmpp2SAncestralSampler>(_ => new Dpmpp2SAncestralSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, Dpmpp2MSampler>(_ => new Dpmpp2MSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, Dpmpp2MSdeSampler>(_ => new Dpmpp2MSdeSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, Dpmpp3MSdeSampler>(_ => new Dpmpp3MSdeSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, Exponential3MSdeSampler>(_ => new Exponential3MSdeSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, UniPcSampler>(_ => new UniPcSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, VAdamsSampler>(_ => new VAdamsSampler()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, DpmAdaptiveSampler>(_ => new DpmAdaptiveSampler()));
    }

    private static void AddSchedules(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INoiseSchedule, LinearSchedule>(_ => new LinearSchedule()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INoiseSchedule, LogSnrSchedule>(_ => new LogSnrSchedule()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INoiseSchedule, KarrasSchedule>(_ => new KarrasSchedule()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INoiseSchedule, ExponentialSchedule>(_ => new ExponentialSchedule()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INoiseSchedule, PolyexponentialSchedule>(_ => new PolyexponentialSchedule()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INoiseSchedule, LogisticSchedule>(_ => new LogisticSchedule()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INoiseSchedule, CrashSchedule>(_ => new CrashSchedule()));
    }

    private static void TryAddRegistry<T>(this IServiceCollection services, string what)
        where T : INamed
        => services.TryAddSingleton(provider => new Registry<T>(what, provider.GetServices<T>()));
}
