using System.Net;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Orleans.Dashboard;
using SoundFarm.Hosting;
using SoundFarm.Rendering;
using SoundFarm.Silo;

// One silo of the farm. "farm up" starts several; on many machines each starts one, see deploy/.
var builder = WebApplication.CreateBuilder(args);
var place = FarmPlace.Of(builder.Configuration);
var silo = builder.Configuration.GetSection("Farm:Silo").Get<SiloPlace>() ?? new();

// Sounds without a model, to try the farm itself: --Farm:FakeMilliseconds=0.
if (builder.Configuration.GetValue<double?>("Farm:FakeMilliseconds") is { } fake)
    builder.Services.AddSingleton<ISoundRenderer>(new FakeRenderer(TimeSpan.FromMilliseconds(fake)));

builder.WebHost.UseUrls($"http://{silo.Address}:{silo.DashboardPort}");
builder.UseOrleans(orleans => orleans
    .Configure<Orleans.Configuration.SiloOptions>(options => options.SiloName = silo.Name)
    .ConfigureEndpoints(IPAddress.Parse(silo.Address), silo.Port, silo.GatewayPort, listenOnAnyHostAddress: false)
    .UseFarmCluster(place)
    .AddFarm(place, options => builder.Configuration.GetSection("Farm").Bind(options))
    .AddActivityPropagation()
    .AddDashboard());

// Traces and metrics go where OTEL_EXPORTER_OTLP_ENDPOINT says; without it nothing is sent.
var telemetry = builder.Services.AddOpenTelemetry()
    .WithTracing(tracing => tracing.AddSource("Microsoft.Orleans.Application", FarmTelemetry.Name))
    .WithMetrics(metrics => metrics.AddMeter("Microsoft.Orleans", FarmTelemetry.Name));
if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
    telemetry.WithTracing(tracing => tracing.AddOtlpExporter()).WithMetrics(metrics => metrics.AddOtlpExporter());

var app = builder.Build();
app.MapOrleansDashboard();
if (silo.EndWithInput)
    _ = Task.Run(Console.In.ReadToEnd).ContinueWith(_ => app.Lifetime.StopApplication(), TaskScheduler.Default);
await app.RunAsync();
