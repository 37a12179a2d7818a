using DrumMachine;
using TinyAudioDiffusion.Models.Formats.Onnx;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTinyAudioDiffusion();
builder.Services.AddDrumService(builder.Configuration.GetSection("Drums").Bind); // --Drums:QueueCapacity=64
builder.Services.AddTransient<OnnxExporter>().AddTransient<StaticPage>();

var app = builder.Build();
if (args is ["static", var folder])
{
    await app.Services.GetRequiredService<StaticPage>().WriteAsync(folder);
    return;
}

app.Use((context, next) =>
{
    context.Response.Headers.XContentTypeOptions = "nosniff";
    return next(context);
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapDrums("/drums");
app.MapHealthChecks("/health");
app.Run();
