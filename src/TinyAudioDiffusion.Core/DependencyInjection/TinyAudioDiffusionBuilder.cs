using System.Diagnostics.CodeAnalysis;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Adds models, samplers, schedules, sources and formats. Everything is a singleton that must be safe to use from several threads at once.
/// Of several with one name (one id, for cards) the last one counts, so that an application can replace built-in ones.
/// </summary>
/// <param name="services">The services to add to.</param>
public sealed class TinyAudioDiffusionBuilder(IServiceCollection services)
{
    /// <summary>Gets the services that are added to.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>
    /// Registers a model on disk for a kind of drum. The path is its id as well. Several kinds may have one path.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="path">A model folder, a .safetensors or a .ckpt file. It need not exist before the first use.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddModel(DrumKind kind, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return AddModel(new ModelCard { Id = path, Location = path, Kinds = [kind] });
    }

    /// <summary>Adds a model's card. It becomes the default of every kind that it names.</summary>
    /// <param name="card">The card.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddModel(ModelCard card) => Add(card);

    /// <summary>Adds a sampler that the service provider makes.</summary>
    /// <typeparam name="T">The sampler's type.</typeparam>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddSampler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, ISampler => Add<ISampler, T>();

    /// <summary>Adds a sampler.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddSampler(ISampler sampler) => Add(sampler);

    /// <summary>Adds a schedule that the service provider makes.</summary>
    /// <typeparam name="T">The schedule's type.</typeparam>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddSchedule<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, INoiseSchedule => Add<INoiseSchedule, T>();

    /// <summary>Adds a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddSchedule(INoiseSchedule schedule) => Add(schedule);

    /// <summary>Adds a score of sounds.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddScore(ISoundScore score) => Add(score);

    /// <summary>Adds a text embedder that model files may name. Of several with one name the last one counts.</summary>
    /// <param name="embedder">The embedder.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddTextEmbedder(ITextEmbedder embedder) => Add(embedder);

    /// <summary>
    /// Adds a model source that the service provider makes. The zoo asks sources in the order of their registration, the last one first.
    /// </summary>
    /// <typeparam name="T">The source's type.</typeparam>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddModelSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IModelSource => Add<IModelSource, T>();

    /// <summary>Adds a model source. The zoo asks sources in the order of their registration, the last one first.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddModelSource(IModelSource source) => Add(source);

    /// <summary>
    /// Adds a model format that the service provider makes. The last registered one reads files that fit several formats equally well.
    /// </summary>
    /// <typeparam name="T">The format's type.</typeparam>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddModelFormat<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IModelFormat => Add<IModelFormat, T>();

    /// <summary>Adds a model format. The last registered one reads files that fit several formats equally well.</summary>
    /// <param name="format">The format.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddModelFormat(IModelFormat format) => Add(format);

    /// <summary>
    /// Adds a kind of sound file that the service provider makes. Formats are asked in the order of their registration, the last one first.
    /// </summary>
    /// <typeparam name="T">The format's type.</typeparam>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddAudioFormat<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IAudioFormat => Add<IAudioFormat, T>();

    /// <summary>Adds a kind of sound file. Formats are asked in the order of their registration, the last one first.</summary>
    /// <param name="format">The format.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder AddAudioFormat(IAudioFormat format) => Add(format);

    /// <summary>
    /// Puts a generator of the application's own around the one that is registered: to cache, to log, to limit. What is added last is asked
    /// first. The verbs of <see cref="IDrumStudio"/> do not pass through it.
    /// </summary>
    /// <param name="around">Makes the generator from the one inside; see <see cref="DelegatingDrumGenerator"/>.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder Use(Func<IDrumGenerator, IDrumGenerator> around)
    {
        ArgumentNullException.ThrowIfNull(around);
        return Use((inner, _) => around(inner));
    }

    /// <summary>
    /// Puts a generator of the application's own around the one that is registered, with other services at hand.
    /// </summary>
    /// <param name="around">Makes the generator from the one inside and the application's services.</param>
    /// <returns>The same builder.</returns>
    public TinyAudioDiffusionBuilder Use(Func<IDrumGenerator, IServiceProvider, IDrumGenerator> around)
    {
        ArgumentNullException.ThrowIfNull(around);
        var inner = Services.Last(service => service.ServiceType == typeof(IDrumGenerator) && !service.IsKeyedService);
        var key = new object();
        Services.Remove(inner);
        Services.Add(inner switch
        {
            { ImplementationInstance: { } instance } => ServiceDescriptor.KeyedSingleton(typeof(IDrumGenerator), key, instance),
            { ImplementationFactory: { } factory } => ServiceDescriptor.KeyedSingleton(
                typeof(IDrumGenerator), key, (provider, _) => factory(provider)),
            _ => ServiceDescriptor.KeyedSingleton(typeof(IDrumGenerator), key, inner.ImplementationType!),
        });
        Services.AddSingleton(provider => around(provider.GetRequiredKeyedService<IDrumGenerator>(key), provider));
        return this;
    }

    private TinyAudioDiffusionBuilder Add<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where TService : class
        where T : class, TService
    {
        Services.AddSingleton<TService, T>();
        return this;
    }

    private TinyAudioDiffusionBuilder Add<TService>(TService instance)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        Services.AddSingleton(instance);
        return this;
    }
}
