using System.IO.Compression;
using System.Text;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Kits;

/// <summary>
/// Lays out the sounds of a kit for samplers and writes it: sound files of matched loudness with velocity layers and round robins, General
/// MIDI keys, groups in which a closed hi-hat ends the open one, <c>kit.json</c> with the id of every sound, a licence file, and
/// <c>audition.wav</c>, a bar that plays all drums.
/// </summary>
/// <param name="name">The name of the kit.</param>
public sealed class KitBuilder(string name)
{
    private readonly List<KitPad> _pads = [];
    private DrumKit? _kit;

    /// <summary>Gets the name of the kit.</summary>
    public string Name { get; } = string.IsNullOrWhiteSpace(name)
        ? throw new ArgumentException("The kit needs a name.", nameof(name))
        : name;

    /// <summary>Gets the format of the sound files: "wav" or "flac".</summary>
    /// <value>"wav".</value>
    public string AudioFormat { get; init; } = "wav";

    /// <summary>Gets how samples are stored.</summary>
    /// <value>16 bits.</value>
    public SampleEncoding Encoding { get; init; } = SampleEncoding.Pcm16;

    /// <summary>
    /// Gets the loudness in LUFS that every sound gets, from -70 to 0, so that no layer, turn or drum falls out of the kit. A sound whose
    /// peak would pass -1 dBFS gets as much as keeps it below. Samplers take the balance of a mix from the levels of the drums.
    /// </summary>
    /// <value>-20; null for sounds as they were made.</value>
    public double? Loudness { get; init; } = -20;

    /// <summary>Begins with a kit that the studio made.</summary>
    /// <param name="name">The name of the kit.</param>
    /// <param name="kit">The kit.</param>
    /// <returns>The builder.</returns>
    public static KitBuilder Of(string name, DrumKit kit)
    {
        ArgumentNullException.ThrowIfNull(kit);
        var builder = new KitBuilder(name);
        builder.Add(kit);
        return builder;
    }

    /// <summary>Adds all drums of a kit that the studio made. Of several kits, <c>kit.json</c> tells the seed of the first.</summary>
    /// <param name="kit">The kit.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A drum is there already, or has no sounds.</exception>
    public KitBuilder Add(DrumKit kit)
    {
        ArgumentNullException.ThrowIfNull(kit);
        _kit ??= kit;
        foreach (var pad in kit.Pads)
            Add(pad);
        return this;
    }

    /// <summary>Adds a drum with all its sounds.</summary>
    /// <param name="pad">The drum.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">
    /// A drum of this name is there already, or it has no sounds, or one with samples that are not finite numbers.
    /// </exception>
    public KitBuilder Add(KitPad pad)
    {
        ArgumentNullException.ThrowIfNull(pad);
        if (_pads.Any(known => string.Equals(known.Part.Name, pad.Part.Name, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException($"The kit has \"{pad.Part.Name}\" twice; each drum needs a name of its own.", nameof(pad));
        if (pad.Sounds.Count == 0)
            throw new ArgumentException($"The drum \"{pad.Part.Name}\" has no sounds.", nameof(pad));
        if (pad.Sounds.Any(sound => !float.IsFinite(sound.Clip.Peak)))
            throw new ArgumentException($"A sound of the drum \"{pad.Part.Name}\" has samples that are not finite numbers.", nameof(pad));
        _pads.Add(pad);
        return this;
    }

    /// <summary>Adds a drum with sounds that take turns at every velocity.</summary>
    /// <param name="part">The drum.</param>
    /// <param name="turns">Its sounds.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">As <see cref="Add(KitPad)"/>.</exception>
    public KitBuilder Add(DrumPart part, params IReadOnlyList<AudioClip> turns)
        => Add(new KitPad(part, [.. turns.Select((clip, turn) => new KitSound(clip, 0, 1, turn))]));

    /// <summary>Makes the files of the kit.</summary>
    /// <param name="formats">The formats; the sounds are there once, whichever use them.</param>
    /// <returns>The files.</returns>
    /// <exception cref="ArgumentException">There is no drum, no format, or a format that cannot hold the kit.</exception>
    /// <exception cref="UnknownNameException">There is no sound format called <see cref="AudioFormat"/>.</exception>
    public IReadOnlyList<KitFile> Build(params IReadOnlyList<IKitFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        if (_pads.Count == 0)
            throw new ArgumentException("A kit needs at least one drum.", nameof(formats));
        if (formats.Count == 0)
            throw new ArgumentException($"Name at least one format: {string.Join(", ", KitFormats.Names)}.", nameof(formats));
        var licence = KitLicence.Line(_pads);
        var layout = new KitLayout(Name, licence, KitArrangement.Of(_pads, AudioFormat, Encoding, Loudness));
        var samples = formats.Any(format => format.UsesSampleFiles)
            ? layout.Drums.SelectMany(drum => drum.Samples).Select(sample => new KitFile(sample.Path, sample.Content)) : [];
        using var audition = new MemoryStream();
        KitAudition.Render(layout, _kit?.Seed ?? 0).Save(audition);

        // The list of the kit's sounds comes last: where it is there, all else is.
        return
        [
            .. samples,
            .. formats.Distinct().SelectMany(format => format.Write(layout)),
            new("audition.wav", audition.ToArray()),
            new("LICENSE.txt", new UTF8Encoding(false).GetBytes(KitLicence.Text(Name, _pads))),
            new(KitManifest.FileName, KitManifest.Of(layout, _kit).ToJson()),
        ];
    }

    /// <summary>Writes the kit into a folder. Each file appears whole or not at all; files of the same name are replaced.</summary>
    /// <param name="folder">The folder; it is created.</param>
    /// <param name="formats">The formats.</param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="ArgumentException">As <see cref="Build"/>.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> Save(string folder, params IReadOnlyList<IKitFormat> formats)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var paths = new List<string>();
        foreach (var file in Build(formats))
        {
            var path = Path.Combine(folder, file.Path.Replace('/', Path.DirectorySeparatorChar));
            AtomicFile.Write(path, stream => stream.Write(file.Content.Span));
            paths.Add(path);
        }

        return paths;
    }

    /// <summary>Writes the kit as a zip archive: one folder that is called like the kit.</summary>
    /// <param name="stream">The stream, which need not be able to seek. The method leaves it open.</param>
    /// <param name="formats">The formats.</param>
    /// <exception cref="ArgumentException">As <see cref="Build"/>.</exception>
    public void WriteZip(Stream stream, params IReadOnlyList<IKitFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in Build(formats))
        {
            var entry = archive.CreateEntry($"{KitLayout.FileNameOf(Name)}/{file.Path}");
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the same kit gives the same bytes
            using var content = entry.Open();
            content.Write(file.Content.Span);
        }
    }
}
