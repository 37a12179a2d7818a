using GatherRecordings;

// Gathers the recordings that the built-in model learns from, out of installed packages, into one folder with a folder for each class.
// docs/built-in-data.md tells which packages these are.
//   dotnet run --project samples/GatherRecordings -c Release -- OUT [PACKAGE=PATH ...]
//   dotnet run --project samples/GatherRecordings -c Release -- OUT without=RECORDINGS kits=FOLDER [kits=FOLDER ...]
// The second line gathers real sounds to measure with, from folders of drum kits, without what lies in RECORDINGS.
// A package that is left out is looked for where Debian puts it.
if (args.Length == 0 || args[0].StartsWith('-'))
{
    Console.Error.WriteLine(
        "Say where to: GatherRecordings OUT [sonic-pi=FOLDER] [supersonic=FOLDER] [fluid=FILE] [musescore=FILE], or OUT without=FOLDER "
        + "kits=FOLDER");
    return 2;
}

var kits = args.Where(arg => arg.StartsWith("kits=", StringComparison.Ordinal)).Select(arg => arg[5..]).ToList();
if (kits.Count > 0)
{
    var trained = args.FirstOrDefault(arg => arg.StartsWith("without=", StringComparison.Ordinal))?[8..];
    if (trained is null)
    {
        Console.Error.WriteLine("Name the recordings that are trained on: without=FOLDER");
        return 2;
    }

    var (kinds, leftOut) = ReferenceFolder.Write(args[0], kits, trained);
    foreach (var (kind, count) in kinds)
        Console.WriteLine($"{kind,-12} {count,4}");
    Console.WriteLine($"{leftOut} left out, because they are trained on, silent or there twice");
    return 0;
}

var places = new Dictionary<string, string>(StringComparer.Ordinal)
{
    ["sonic-pi"] = "/usr/share/sonic-pi/samples",
    ["supersonic"] = "node_modules/supersonic-scsynth-samples/samples",
    ["fluid"] = "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    ["musescore"] = "/usr/share/sounds/sf2/MuseScore_General_Full.sf2",
};
foreach (var given in args.Skip(1).Select(arg => arg.Split('=', 2)).Where(parts => parts.Length == 2))
    places[given[0]] = given[1];

var folder = new RecordingFolder(args[0]);
AddAll(places["sonic-pi"], path => SonicPiDrums.Read(path, "sonic-pi-samples", "CC0-1.0"));
AddAll(places["supersonic"], path => SonicPiDrums.Read(path, "supersonic-scsynth-samples 0.84.2", "CC0-1.0"));
AddAll(places["fluid"], path => SoundFontDrums.Read(path, "fluid-soundfont-gm", "MIT"));
AddAll(places["musescore"], path => SoundFontDrums.Read(path, "musescore-general-soundfont-lossless", "MIT and CC0-1.0"));
foreach (var (name, count) in folder.Finish())
    Console.WriteLine($"{name,-12} {count,4}");
Console.WriteLine($"{folder.Repeated} left out, because another recording is the same");
return 0;

void AddAll(string path, Func<string, IEnumerable<Recording>> read)
{
    if (!Path.Exists(path))
    {
        Console.Error.WriteLine($"{path}: not there, left out");
        return;
    }

    foreach (var recording in read(path))
        folder.Add(recording);
}
