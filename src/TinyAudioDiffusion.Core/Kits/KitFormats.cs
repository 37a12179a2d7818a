namespace TinyAudioDiffusion.Kits;

/// <summary>The formats of kits that this library writes.</summary>
public static class KitFormats
{
    private static readonly Registry<IKitFormat> _all = new("format of kits", [Folder, Sfz, DecentSampler, Hydrogen]);

    /// <summary>Gets the format "folder": sound files that are named by key, drum, velocity and turn, for samplers with pads.</summary>
    public static IKitFormat Folder => FolderKit.Instance;

    /// <summary>Gets the format "sfz", which sfizz, Bitwig, Renoise, LinuxSampler and many others read.</summary>
    public static IKitFormat Sfz => SfzKit.Instance;

    /// <summary>Gets the format "decentsampler": a preset for Decent Sampler.</summary>
    public static IKitFormat DecentSampler => DecentSamplerKit.Instance;

    /// <summary>Gets the format "hydrogen": one <c>.h2drumkit</c> file for the drum machine Hydrogen, from version 1.0 on.</summary>
    public static IKitFormat Hydrogen => HydrogenKit.Instance;

    /// <summary>Gets the names of all formats.</summary>
    public static IReadOnlyList<string> Names => _all.Names;

    /// <summary>Finds a format by its name.</summary>
    /// <param name="name">The name; compared without case.</param>
    /// <returns>The format.</returns>
    /// <exception cref="UnknownNameException">There is no such format; the message names those that there are.</exception>
    public static IKitFormat Get(string name) => _all.Get(name);
}
