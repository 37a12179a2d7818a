using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>A model file that names a stranger's transform, loaded by our own format.</summary>
public sealed class StrangersTransformTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("strangers-transform").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ModelFile_NamesTheTransform_ItStandsAroundTheNetwork()
    {
        var raw = Path.Combine(AppContext.BaseDirectory, "tiny-noise");
        File.Copy(Path.Combine(raw, "model.safetensors"), Path.Combine(_folder, "model.safetensors"));
        var description = File.ReadAllText(Path.Combine(raw, "model.json"));
        File.WriteAllText(
            Path.Combine(_folder, "model.json"),
            description.Replace(
                "\"name\": \"raw\"", "\"name\": \"upside-down\", \"settings\": { \"depth\": 2 }", StringComparison.Ordinal));

        var services = new ServiceCollection();
        services.AddTinyAudioDiffusion().AddTransform(new StrangersTransform());
        await using var provider = services.BuildServiceProvider();
        var zoo = provider.GetRequiredService<IModelZoo>();
        var plain = (await zoo.LoadAsync(zoo.CardFor(raw))).Model;
        var turned = (await zoo.LoadAsync(zoo.CardFor(_folder))).Model;

        Assert.Equal(2 * plain.Info.LengthMultiple, turned.Info.LengthMultiple);
        float[] x = [0.5f, -0.25f, 1f, 0f, -1f, 0.125f, 0.75f, -0.5f];
        var expected = Predict(plain, Array.ConvertAll(x, value => -value));
        Assert.Equal(Array.ConvertAll(expected, value => -value), Predict(turned, x));
    }

    private static float[] Predict(IDiffusionModel model, float[] x)
    {
        var velocity = new float[x.Length];
        model.PredictVelocity(new VelocityRequest { Noisy = x, NoiseLevels = [0.5f], Samples = x.Length / 2 }, velocity);
        return velocity;
    }
}
