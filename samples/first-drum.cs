#!/usr/bin/env dotnet
// A program in one file: dotnet run samples/first-drum.cs. In a file of your own: #:package TinyAudioDiffusion@0.1.0
#:project ../src/TinyAudioDiffusion/TinyAudioDiffusion.csproj

using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion;

await using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
var snare = await services.GetRequiredService<IDrumGenerator>().GenerateAsync(DrumKind.Snare, new() { Seed = 42 });
snare.Save("snare.wav");
Console.WriteLine($"snare.wav  {snare.Duration.TotalSeconds:0.00} s");
