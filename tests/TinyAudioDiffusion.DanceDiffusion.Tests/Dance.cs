using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Tests;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Tests;

/// <summary>The library with the plug-in, the golden files, and what tests do with both.</summary>
internal sealed class Dance : IAsyncDisposable
{
    public const string Weights = "unet/diffusion_pytorch_model.bin";

    private readonly ServiceProvider _provider = Create();

    public IServiceProvider Services => _provider;

    public ModelFinder Finder => _provider.GetRequiredService<ModelFinder>();

    public IDrumGenerator Generator => _provider.GetRequiredService<IDrumGenerator>();

    public static string PathOf(string relative)
        => Path.Combine(AppContext.BaseDirectory, "fixtures", relative.Replace('/', Path.DirectorySeparatorChar));

    public static ServiceProvider Create()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusion().AddDanceDiffusion();
        return services.BuildServiceProvider();
    }

    /// <summary>Copies the golden diffusers folder to where a test may damage it.</summary>
    public static string Copy(TemporaryFolder folder)
    {
        foreach (var path in Directory.GetFiles(PathOf("tiny"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder["model"], Path.GetRelativePath(PathOf("tiny"), path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        return folder["model"];
    }

    /// <summary>Writes the weights of a copied folder anew as safetensors, after a change.</summary>
    public static void WriteSafetensors(
        string folder, Func<WeightEntry, float[], (string Name, IReadOnlyList<long> Shape, float[] Values)?>? change = null)
    {
        var source = Path.Combine(folder, Weights);
        using (var checkpoint = Checkpoint.Open(ModelFile.OnDisk(source)))
        {
            var writer = new SafetensorsWriter();
            foreach (var entry in checkpoint.Entries)
            {
                var values = checkpoint.ReadSingles(entry.Name);
                if ((change is null ? (entry.Name, entry.Shape, values) : change(entry, values)) is var (name, shape, changed))
                    writer.Add(name, shape, changed);
            }

            writer.Save(Path.ChangeExtension(source, ".safetensors"));
        }

        File.Delete(source);
    }

    public async Task<LoadedModel> LoadAsync(string location, ModelLoadOptions? options = null)
        => Load(await Finder.FetchAsync(location, options ?? new()), options);

    public LoadedModel Load(ModelFiles files, ModelLoadOptions? options = null)
        => Finder.FormatOf(files).Load(files, options ?? new(), CancellationToken.None);

    public static float[] Predict(IDiffusionModel model, float[] x, float[] noiseLevels)
    {
        var velocity = new float[x.Length];
        model.PredictVelocity(
            new VelocityRequest { Noisy = x, NoiseLevels = noiseLevels, Samples = x.Length / noiseLevels.Length / model.Info.Channels },
            velocity);
        return velocity;
    }

    public static float[] Golden(string file, string name)
    {
        using var opened = SafetensorsFile.Open(ModelFile.OnDisk(PathOf(file)));
        return opened.ReadSingles(name);
    }

    /// <summary>The tolerance of all golden values: 1e-5 absolute + 1e-4 relative.</summary>
    public static void AssertClose(float[] expected, float[] actual, float absolute = 1e-5f)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(MathF.Abs(expected[i] - actual[i]) <= absolute + (1e-4f * MathF.Abs(expected[i]))))
                Assert.Fail($"Element {i} is {actual[i]:R}; the published code gives {expected[i]:R}.");
        }
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
