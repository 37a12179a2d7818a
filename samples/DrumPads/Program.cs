using Microsoft.Extensions.DependencyInjection;
using NAudio.Wave;
using TinyAudioDiffusion;
using TinyAudioDiffusion.NAudio;

// Generated drums under the keys 1 to 4: dotnet run --project samples/DrumPads [device]
var services = new ServiceCollection();
services.AddTinyAudioDiffusion().AddNAudio(options => options.Device = args.FirstOrDefault());
await using var provider = services.BuildServiceProvider();
var generator = provider.GetRequiredService<IDrumGenerator>();
var player = provider.GetRequiredService<IAudioPlayer>();

// A hi-hat ends the one before it; everything is turned down a little, because drums that sound together add up.
var sampler = new DrumSampler();
foreach (var kind in Enum.GetValues<DrumKind>())
    sampler.Add(await NewPadAsync(kind));

// A bar of eighths at 120 beats a minute, each hit at its exact frame; without a keyboard that is all.
for (var eighth = 0; eighth < 8; eighth++)
{
    var frame = eighth * sampler.WaveFormat.SampleRate / 4;
    sampler.Trigger((int)DrumKind.HiHat, eighth % 2 == 0 ? 0.8f : 0.5f, frame);
    if (eighth % 2 == 0)
        sampler.Trigger((int)(eighth % 4 == 0 ? DrumKind.Kick : DrumKind.Snare), 1, frame);
}

try
{
    if (Console.IsInputRedirected)
        await player.PlayAsync(sampler.Take(TimeSpan.FromSeconds(2.5)));
    else
        await PlayByHandAsync();
    return 0;
}
catch (AudioDeviceException exception)
{
    Console.Error.WriteLine(exception.Message);
    foreach (var device in player.GetDevices())
        Console.Error.WriteLine($"  {device.Id}  {device.Name}");
    return 1;
}

async Task PlayByHandAsync()
{
    using var stop = new CancellationTokenSource();
    var playing = player.PlayAsync(sampler, stop.Token);
    Console.WriteLine("1 to 4: hit   q w e r: hit softly   n: new sounds   Esc: leave");
    for (var key = Console.ReadKey(intercept: true);
        key.Key != ConsoleKey.Escape && !playing.IsCompleted; key = Console.ReadKey(intercept: true))
    {
        var (hard, soft) = ("1234".IndexOf(key.KeyChar, StringComparison.Ordinal), "qwer".IndexOf(key.KeyChar, StringComparison.Ordinal));
        if (hard >= 0)
            sampler.Trigger(hard);
        if (soft >= 0)
            sampler.Trigger(soft, 0.5f);
        for (var kind = 0; key.KeyChar == 'n' && kind < 4; kind++)
            sampler.Replace(kind, await NewPadAsync((DrumKind)kind));
    }

    await stop.CancelAsync();
    try
    {
        await playing;
    }
    catch (OperationCanceledException)
    {
        // So ends what never ends.
    }
}

async Task<DrumPad> NewPadAsync(DrumKind kind)
    => new(await generator.GenerateAsync(kind)) { Gain = -6, ChokeGroup = kind == DrumKind.HiHat ? 1 : null };
