using DrumMachine;
using TinyAudioDiffusion.Models.BuiltIn;
using TinyAudioDiffusion.Models.Formats.Onnx;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTinyAudioDiffusion();
builder.Services.AddDrumService(builder.Configuration.GetSection("Drums").Bind); // --Drums:QueueCapacity=64
builder.Services.AddTransient<OnnxExporter>().AddTransient<StaticPage>();

var app = builder.Build();
if (args is ["static", var folder, .. var model])
{
    await app.Services.GetRequiredService<StaticPage>().WriteAsync(folder, model.FirstOrDefault(BuiltInModels.All[0].Id));
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
