using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Zoo;

public class ModelZooTests
{
    private static readonly ModelCard _card = new() { Id = "a", Location = "fake:a", Kinds = [DrumKind.Kick] };

    [Fact]
    public void CardFor_Kind_IsTheLastCardThatNamesIt()
    {
        using var zoo = Zoo(Fake(), _card, new() { Id = "b", Location = "fake:b", Kinds = [DrumKind.Kick, DrumKind.Snare] },
            new() { Id = "c", Location = "fake:c" });

        Assert.Equal("b", zoo.CardFor(DrumKind.Kick).Id);
        Assert.Equal("b", zoo.CardFor(DrumKind.Snare).Id);
        var exception = Assert.Throws<ModelNotFoundException>(() => zoo.CardFor(DrumKind.HiHat));
        Assert.Contains("a, b, c", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cards_SameId_TheLastReplacesTheOthers_ForAllTheirKinds()
    {
        using var zoo = Zoo(
            Fake(), _card, new() { Id = "b", Location = "fake:b" }, new() { Id = "A", Location = "fake:new", Kinds = [DrumKind.Snare] });

        Assert.Equal(["b", "A"], zoo.Cards.Select(card => card.Id));
        Assert.Equal("fake:new", zoo.CardFor(DrumKind.Kick).Location);
        Assert.Equal("fake:new", zoo.CardFor(DrumKind.Snare).Location);
        Assert.Equal([DrumKind.Kick, DrumKind.Snare], zoo.CardFor("a").Kinds);
    }

    [Fact]
    public void CardFor_LocationThatASourceKnows_GetsACardOfItsOwn()
    {
        using var zoo = Zoo(Fake(), _card);

        Assert.Same(zoo.CardFor("A"), zoo.Cards[0]);
        Assert.Equal(("fake:x", "fake:x"), (zoo.CardFor("fake:x").Id, zoo.CardFor("fake:x").Location));
        var exception = Assert.Throws<ModelNotFoundException>(() => zoo.CardFor("nonsense"));
        Assert.Contains("known are a.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false, "plain")]
    [InlineData("kick", false, "plain")]
    [InlineData("percussion", false, "plain")]
    [InlineData("clap", false, "fine")]
    [InlineData("CLAP", false, "fine")]
    [InlineData("kick+clap", false, "fine")]
    [InlineData("", true, "fine")]
    [InlineData("percussion", true, "fine")]
    [InlineData("gong", false, "plain")]
    [InlineData("clap+gong", true, "plain")]
    public void CardFor_ClassesAndCharacter_IsTheFallbackThatMakesThem(string classes, bool character, string expected)
    {
        var plain = new ModelCard { Id = "plain", Location = "fake:plain", Kinds = [DrumKind.Kick, DrumKind.Percussion], IsFallback = true };
        var fine = plain with
        {
            Id = "fine",
            Classes = [new("kick", DrumKind.Kick, 1), new("clap", DrumKind.Percussion, 1)],
            TakesCharacter = true,
        };
        using var zoo = Zoo(Fake(), plain, fine);
        using var own = Zoo(Fake(), plain, fine, new() { Id = "mine", Location = "fake:mine", Kinds = [DrumKind.Percussion] });
        string[] names = classes.Length == 0 ? [] : classes.Split('+');

        Assert.Equal(expected, zoo.CardFor(DrumKind.Percussion, names, character).Id);
        Assert.Equal("mine", own.CardFor(DrumKind.Percussion, names, character).Id); // somebody chose it
    }

    [Fact]
    public async Task LoadAsync_ManyAtOnce_LoadsOnce()
    {
        var gate = new TaskCompletionSource();
        var fake = Fake();
        fake.OnFetch = _ => gate.Task;
        using var zoo = Zoo(fake, _card, _card with { Id = "same model by another name" });

        var loads = Enumerable.Range(0, 16).Select(i => zoo.LoadAsync(zoo.Cards[i % 2])).ToArray();
        gate.SetResult();
        var models = await Task.WhenAll(loads);
        var later = await zoo.LoadAsync(_card);

        Assert.All(models, model => Assert.Same(later, model));
        Assert.Equal((1, 1), (fake.Fetches, fake.Loads));
        Assert.Equal("r1", later.Revision);
    }

    [Fact]
    public async Task LoadAsync_OtherOptions_IsAnotherModel()
    {
        var fake = Fake();
        using var zoo = Zoo(fake);

        var online = await zoo.LoadAsync(_card);
        var ema = await zoo.LoadAsync(_card with { Load = new() { Weights = WeightSet.Ema } });
        var again = await zoo.LoadAsync(_card with { Load = new() { Weights = WeightSet.Ema } });

        Assert.NotSame(online, ema);
        Assert.Same(ema, again);
        Assert.Equal(2, fake.Loads);
    }

    [Fact]
    public async Task LoadAsync_Failure_IsTriedAgainByTheNextCall()
    {
        var fake = Fake();
        fake.OnFetch = _ => fake.Fetches == 1 ? throw new IOException("unplugged") : Task.CompletedTask;
        using var zoo = Zoo(fake);

        await Assert.ThrowsAsync<IOException>(() => zoo.LoadAsync(_card));
        await zoo.LoadAsync(_card);

        Assert.Equal((2, 1), (fake.Fetches, fake.Loads));
    }

    [Fact]
    public async Task LoadAsync_OneGivesUp_TheOthersGetTheModel()
    {
        var gate = new TaskCompletionSource();
        var fake = Fake();
        fake.OnFetch = token => gate.Task.WaitAsync(token);
        using var zoo = Zoo(fake);
        using var source = new CancellationTokenSource();

        var impatient = zoo.LoadAsync(_card, null, source.Token);
        var patient = zoo.LoadAsync(_card);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();
        await patient;

        Assert.Equal((1, 1), (fake.Fetches, fake.Loads));
    }

    [Fact]
    public async Task LoadAsync_AllGiveUp_StopsTheLoad_AndTheNextCallStartsAnew()
    {
        var started = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        var fake = Fake();
        fake.OnFetch = async token =>
        {
            token.Register(stopped.SetResult);
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        using var zoo = Zoo(fake);
        using var source = new CancellationTokenSource();

        var load = zoo.LoadAsync(_card, null, source.Token);
        await started.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
        await stopped.Task;
        fake.OnFetch = _ => Task.CompletedTask;
        await zoo.LoadAsync(_card);

        Assert.Equal((2, 1), (fake.Fetches, fake.Loads));
    }

    [Fact]
    public async Task Dispose_DisposesTheLoadedModels_AndRefusesMore()
    {
        var model = new ScriptedDiffusionModel();
        var zoo = Zoo(new FakeModels(_ => model));
        await zoo.LoadAsync(_card);

        zoo.Dispose();
        zoo.Dispose();

        Assert.True(model.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => zoo.LoadAsync(_card));
    }

    [Fact]
    public async Task LoadAsync_NothingThere_SaysWhereAndWhoWasAsked()
    {
        using var zoo = Zoo(Fake());

        var exception = await Assert.ThrowsAsync<ModelNotFoundException>(() => zoo.LoadAsync(_card with { Location = "/no/such/model" }));

        Assert.Contains("/no/such/model", exception.Message, StringComparison.Ordinal);
        Assert.Contains("(fake)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_NoFormatReadsIt_ListsFilesAndFormats()
    {
        using var zoo = new ModelZoo([], new ModelFinder(new("model source", [Fake()]), new("model format", [])));

        var exception = await Assert.ThrowsAsync<ModelFormatException>(() => zoo.LoadAsync(_card));

        Assert.Contains("fake.bin", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_ModelWithImpossibleInfo_IsRefusedAndDisposed()
    {
        var model = new ScriptedDiffusionModel
        {
            Info = new DiffusionModelInfo { Name = "bad", SampleRate = 44100, Channels = 1, NativeLength = 32, LengthMultiple = 0 },
        };
        using var zoo = Zoo(new FakeModels(_ => model));

        await Assert.ThrowsAsync<ModelFormatException>(() => zoo.LoadAsync(_card));

        Assert.True(model.IsDisposed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CardFor_CardThatStandsBack_IsTheDefaultOnlyWhereNoOtherIs(bool first)
    {
        var fallback = new ModelCard { Id = "back", Location = "fake:back", Kinds = [DrumKind.Kick, DrumKind.Snare], IsFallback = true };
        var sameId = new ModelCard { Id = "BACK", Location = "fake:mine" };
        using var zoo = first ? Zoo(Fake(), fallback, _card) : Zoo(Fake(), _card, fallback);
        using var replaced = first ? Zoo(Fake(), fallback, sameId) : Zoo(Fake(), sameId, fallback);

        Assert.Equal("a", zoo.CardFor(DrumKind.Kick).Id);
        Assert.Equal("back", zoo.CardFor(DrumKind.Snare).Id);
        Assert.Equal("fake:mine", replaced.CardFor("back").Location);
    }

    [Fact]
    public async Task LoadAsync_TellsEveryoneWhoWaits_AlsoWhoCameLate()
    {
        var reported = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var report = new ModelFetchProgress("a", "/there", 10, 20, 5, TimeSpan.FromSeconds(2));
        var fake = Fake();
        fake.OnFetchProgress = progress => progress!.Report(report);
        fake.OnFetch = _ =>
        {
            reported.SetResult();
            return gate.Task;
        };
        using var zoo = Zoo(fake);
        var (early, late) = (new FetchLog(), new FetchLog());

        var first = zoo.LoadAsync(_card, early);
        await reported.Task;
        var second = zoo.LoadAsync(_card, late);
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal([report], late.Reports);
        Assert.All(early.Reports, seen => Assert.Equal(report, seen));
        Assert.NotEmpty(early.Reports);
        Assert.Equal(0.5, report.Fraction);
    }

    private sealed class FetchLog : IProgress<ModelFetchProgress>
    {
        public List<ModelFetchProgress> Reports { get; } = [];

        public void Report(ModelFetchProgress value) => Reports.Add(value);
    }

    private static FakeModels Fake() => new(_ => new ScriptedDiffusionModel());

    private static ModelZoo Zoo(FakeModels fake, params ModelCard[] cards)
        => new(cards, new ModelFinder(new("model source", [fake]), new("model format", [fake])));
}
