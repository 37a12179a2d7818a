using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace TinyAudioDiffusion;

/// <summary>
/// A generator with services of its own inside the services of an application, which share only their clock and their logs.
/// </summary>
internal sealed class KeyedGenerator : IDisposable, IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="services">The services of the generator.</param>
    /// <param name="application">The services of the application.</param>
    public KeyedGenerator(IServiceCollection services, IServiceProvider application)
    {
        var all = new ServiceCollection { services };
        if (application.GetService<TimeProvider>() is { } time)
            all.Replace(ServiceDescriptor.Singleton(time));
        if (application.GetService<ILoggerFactory>() is { } logs)
            all.Replace(ServiceDescriptor.Singleton(logs));
        _provider = all.BuildServiceProvider();
    }

    /// <summary>Gets a service of the generator with a key. The application disposes the generator, not the service.</summary>
    public static T Of<T>(IServiceProvider application, object key)
        where T : class
        => application.GetRequiredKeyedService<KeyedGenerator>(key)._provider.GetRequiredService<T>();

    public void Dispose() => _provider.Dispose();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
