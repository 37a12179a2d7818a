using System.Diagnostics;
using System.Globalization;
using GameDrums;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Engine.Managed;

// A game that ships ids instead of sounds: dotnet run --project samples/GameDrums -c Release [cache folder] [seconds for sounds] [bars]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.ElementAtOrDefault(0) ?? "game-sounds";
var budget = TimeSpan.FromSeconds(double.Parse(args.ElementAtOrDefault(1) ?? "20"));
var bars = int.Parse(args.ElementAtOrDefault(2) ?? "4");
var pack = SoundPack.Load(Path.Combine(AppContext.BaseDirectory, "pack.txt"));

// One processor stays free for the game, where there are several.
await using var services = new ServiceCollection().AddTinyAudioDiffusion()
    .UseManagedEngine(new ManagedEngineOptions { Threads = Math.Max(1, Environment.ProcessorCount - 1) })
    .Services.BuildServiceProvider();
var sounds = new SoundCache(services.GetRequiredService<IDrumStudio>(), folder);
var level = new Level(pack, sounds);
var frames = new FrameLog();

// The sounds become ready in the background while the game runs; what is not ready when the time is over, the next start makes.
using var time = new CancellationTokenSource(budget);
var preparing = Task.Run(() => sounds.PrepareAsync([.. pack.Ids.Select(sound => sound.Id)], time.Token));

var clock = Stopwatch.StartNew();
for (var frame = 0; frame < bars * Level.FramesPerBar || !preparing.IsCompleted; frame++)
{
    var start = clock.Elapsed;
    level.Update(frame);
    frames.Add(clock.Elapsed - start);

    if (frame % 30 == 29)
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,6:0.0} s  {Ready()}  longest frame so far {frames.Longest:0.00} ms");
    if (FrameLog.FrameTime * (frame + 1) - clock.Elapsed is { Ticks: > 0 } rest)
        Thread.Sleep(rest);
}

var isComplete = await preparing;
level.Recording().Save(Path.Combine(folder, "level.wav"));
Console.WriteLine($"frames: {frames.Count}, half below {frames.Below(0.5):0.00} ms, 99 % below {frames.Below(0.99):0.00} ms, "
    + $"longest {frames.Longest:0.00} ms; longer than {FrameLog.FrameTime.TotalMilliseconds:0.0} ms: {frames.TooLong}");
Console.WriteLine($"sounds: {Ready()}, {sounds.Loaded} from the cache, {sounds.Made} made{(isComplete ? "" : "; the time was over")}");
Console.WriteLine($"hits that had no sound yet: {level.SilentHits}; what was heard: {Path.Combine(folder, "level.wav")}");

string Ready() => $"{sounds.Loaded + sounds.Made} of {pack.Ids.Count} ready";
