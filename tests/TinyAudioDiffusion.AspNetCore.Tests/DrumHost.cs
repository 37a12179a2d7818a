using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TinyAudioDiffusion.AspNetCore.Tests;

/// <summary>An application with the drum service and the built-in model.</summary>
internal sealed class DrumHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DrumHost(WebApplication app) => (_app, Client) = (app, app.GetTestClient());

    public HttpClient Client { get; }

    public GatedGenerator? Gate { get; private set; }

    public static async Task<DrumHost> StartAsync(Action<DrumServiceOptions>? configure = null, bool gated = false)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddOpenApi();
        var drums = builder.Services.AddTinyAudioDiffusion();
        var gate = default(GatedGenerator);
        if (gated)
            drums.Use(inner => gate = new GatedGenerator(inner));
        builder.Services.AddDrumService(configure);
        var app = builder.Build();
        app.MapOpenApi();
        app.MapDrums();
        app.MapHealthChecks("/health");
        await app.StartAsync();
        _ = app.Services.GetRequiredService<IDrumGenerator>();
        return new DrumHost(app) { Gate = gate };
    }

    /// <summary>Asks the health check how many requests wait.</summary>
    public async Task<int> WaitingAsync()
    {
        var report = await _app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return (int)report.Entries["drums"].Data["waiting"];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
