using System.Reflection;
using System.Security.Cryptography;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.BuiltIn;

/// <summary>Gets models from the resources of this assembly: read in place, without a file.</summary>
/// <remarks>Holds no state; safe to use from several threads at once.</remarks>
internal sealed class BuiltInModelSource : IModelSource
{
    private const string Scheme = "built-in:";

    private static readonly Assembly _assembly = typeof(BuiltInModelSource).Assembly;

    /// <inheritdoc/>
    /// <value>"built-in".</value>
    public string Name => "built-in";

    /// <inheritdoc/>
    public bool Knows(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return location.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && ResourcesOf(location[Scheme.Length..]).Any();
    }

    /// <inheritdoc/>
    public Task<ModelFiles> FetchAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(location);
        cancellationToken.ThrowIfCancellationRequested();
        if (!Knows(location))
            throw new ModelNotFoundException($"There is no built-in model \"{location}\".");
        ModelFile[] files = [.. ResourcesOf(location[Scheme.Length..]).Select(resource => new ModelFile(
            resource[(resource.LastIndexOf('/') + 1)..], $"{Scheme}{resource}", () => _assembly.GetManifestResourceStream(resource)!))];
        return Task.FromResult(new ModelFiles(location, files, RevisionOf(location[Scheme.Length..])));
    }

    // The content's own hash: a recipe stays good for as long as the model stays the same, whatever the version of the package.
    private static string RevisionOf(string model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var resource in ResourcesOf(model))
        {
            using var stream = _assembly.GetManifestResourceStream(resource)!;
            for (int read; (read = stream.Read(buffer)) > 0;)
                hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    internal static string LocationOf(string model) => Scheme + model;

    internal static long SizeOf(string model) => ResourcesOf(model).Sum(resource =>
    {
        using var stream = _assembly.GetManifestResourceStream(resource)!;
        return stream.Length;
    });

    // Resources are named by their paths: drums/model.json, drums/model.safetensors.
    private static IEnumerable<string> ResourcesOf(string model)
        => _assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{model}/", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
}
