var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTinyAudioDiffusion();
builder.Services.AddDrumService();

var app = builder.Build();

// The page asks nobody but this server, and is told so.
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";
    context.Response.Headers.XContentTypeOptions = "nosniff";
    return next(context);
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapDrums("/drums");
app.MapHealthChecks("/health");
app.Run();
