using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TinyAudioDiffusion;

// A kick, a snare, a hi-hat and a percussion sound on disk: dotnet run --project samples/HelloDrum [folder]
var builder = Host.CreateApplicationBuilder();
builder.Services.AddTinyAudioDiffusion();   // on a GPU: .UseTorchSharp(o => o.Device = "cuda"), see docs/torchsharp.md
using var host = builder.Build();

var generator = host.Services.GetRequiredService<IDrumGenerator>();
var folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "drums");
foreach (var kind in Enum.GetValues<DrumKind>())
{
    var drum = await generator.GenerateAsync(kind, new() { Seed = 7 });
    var file = Path.Combine(folder.FullName, $"{kind.Name}.wav");
    drum.Save(file, SampleEncoding.Pcm24);
    Console.WriteLine($"{file}  {drum.Duration.TotalSeconds:0.00} s");
}
