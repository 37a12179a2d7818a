using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Models.BuiltIn;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.BuiltIn;

public sealed class CardTests
{
    [Fact]
    public async Task DrumClasses_AreThoseOfTheModelsFile()
    {
        await using var services = new ServiceCollection().AddTinyAudioDiffusionCore().AddNetworkModels().Services.BuildServiceProvider();
        var loaded = await services.GetRequiredService<IModelZoo>().LoadAsync(
            BuiltInModels.DrumClasses, null, TestContext.Current.CancellationToken);

        Assert.Equal(loaded.Model.Info.DrumClasses, BuiltInModels.DrumClasses.Classes);
    }
}
