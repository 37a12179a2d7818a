using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Models.BuiltIn;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.BuiltIn;

public sealed class CardTests
{
    [Fact]
    public async Task TheStudentOfDrumClasses_NamesItsTeacher_AndIsNobodysDefault()
    {
        await using var services = new ServiceCollection().AddTinyAudioDiffusionCore().AddNetworkModels().Services.BuildServiceProvider();
        var zoo = services.GetRequiredService<IModelZoo>();
        var info = (await zoo.LoadAsync(BuiltInModels.DrumClasses4, null, TestContext.Current.CancellationToken)).Model.Info;

        Assert.Equal(BuiltInModels.DrumClasses.Classes, info.DrumClasses);
        Assert.Equal((BuiltInModels.DrumClasses.Id, 5), (info.Student!.Teacher, info.Student.NoiseLevels.Count));
        Assert.NotNull(info.Character);
        Assert.All(Enum.GetValues<DrumKind>(), kind => Assert.NotEqual("drum-classes-4", zoo.CardFor(kind, ["clap"], character: true).Id));
    }

    [Fact]
    public async Task DrumClasses_AreThoseOfTheModelsFile()
    {
        await using var services = new ServiceCollection().AddTinyAudioDiffusionCore().AddNetworkModels().Services.BuildServiceProvider();
        var loaded = await services.GetRequiredService<IModelZoo>().LoadAsync(
            BuiltInModels.DrumClasses, null, TestContext.Current.CancellationToken);

        Assert.Equal(loaded.Model.Info.DrumClasses, BuiltInModels.DrumClasses.Classes);
    }
}
