var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTinyAudioDiffusion();
builder.Services.AddDrumService();

// The page is wwwroot/index.html; a sound is /drums/sound?kind=snare&seed=7.
var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapDrums("/drums");
app.MapHealthChecks("/health");
app.Run();
