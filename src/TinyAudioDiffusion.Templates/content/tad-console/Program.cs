using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion;

// A kick, a snare, a hi-hat and a percussion sound in the folder that the command line names, or in "drums".
await using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
var generator = services.GetRequiredService<IDrumGenerator>();

var folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "drums");
foreach (var kind in Enum.GetValues<DrumKind>())
{
    var drum = await generator.GenerateAsync(kind, new() { Seed = 7 });   // another seed is another drum
    var file = Path.Combine(folder.FullName, $"{kind}.wav");
    drum.Save(file);
    Console.WriteLine($"{file}  {drum.Duration.TotalSeconds:0.00} s");
}
