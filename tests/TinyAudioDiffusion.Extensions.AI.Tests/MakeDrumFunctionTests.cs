using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace TinyAudioDiffusion.Extensions.AI.Tests;

public sealed class MakeDrumFunctionTests : IAsyncDisposable
{
    // Few steps: what is told and what is refused does not depend on them.
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddTinyAudioDiffusion().AddDrumFunction(new() { Steps = 2 }).Services.BuildServiceProvider();

    private MakeDrumFunction Function => _services.GetRequiredService<MakeDrumFunction>();

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    [Fact]
    public void Host_FindsItAmongItsTools()
        => Assert.Equal("make_drum", Assert.Single(_services.GetServices<AITool>()).Name);

    [Fact]
    public void Schema_NamesItsArguments()
    {
        var schema = Function.JsonSchema;
        Assert.Equal(["description", "seed"], schema.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["description"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Sound_IsAWavOfTheSeed_AndItsIdIsTold()
    {
        var contents = await MakeAsync("snare", 7);

        var wav = Assert.IsType<DataContent>(contents[0]);
        Assert.Equal("audio/wav", wav.MediaType);
        Assert.Equal(32768, AudioClip.Load(new MemoryStream(wav.Data.ToArray())).Length);
        Assert.Contains("seed=7", Text(contents), StringComparison.Ordinal);
        var again = Assert.IsType<DataContent>((await MakeAsync("snare", 7))[0]);
        Assert.Equal(wav.Data.ToArray(), again.Data.ToArray());
    }

    [Fact]
    public async Task Words_ThatAreNotUnderstood_AreTold()
        => Assert.Contains("\"zorbly\" was not understood", Text(await MakeAsync("zorbly kick", 1)), StringComparison.Ordinal);

    [Fact]
    public async Task Sliders_ThatTheModelLacks_AreTold()
        => Assert.Contains("brightness", Text(await MakeAsync("dark kick", 1)), StringComparison.Ordinal);

    [Theory]
    [InlineData("zorbly")]
    [InlineData("dark and short")]
    public async Task Description_OfNoDrum_IsAnsweredByATextAlone(string description)
    {
        var text = Assert.IsType<TextContent>(Assert.Single(await MakeAsync(description, 1)));
        Assert.Contains(description, text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "description is missing")]
    [InlineData("""{"description": 7}""", "description is \"7\"")]
    [InlineData("""{"description": "kick", "seed": -1}""", "seed is \"-1\"")]
    [InlineData("""{"description": "kick", "seed": 1.5}""", "seed is \"1.5\"")]
    [InlineData("""{"description": "kick", "seed": "many"}""", "seed is \"many\"")]
    [InlineData("""{"description": "kick", "seed": 9007199254740993}""", "seed is \"9007199254740993\"")]
    public async Task Arguments_OfAnotherType_AreNamed(string json, string expected)
    {
        var arguments = new AIFunctionArguments(
            JsonSerializer.Deserialize<Dictionary<string, object?>>(json, JsonSerializerOptions.Default)!);

        var exception = await Assert.ThrowsAsync<ArgumentException>(async () => await Function.InvokeAsync(arguments));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_StopsIt()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Function.InvokeAsync(new() { ["description"] = "kick" }, new CancellationToken(canceled: true)));

    [Fact]
    public async Task ChatClient_ThatInvokesFunctions_GetsTheSound()
    {
        using var client = new FunctionInvokingChatClient(new AskingChatClient("kick", 3));

        var response = await client.GetResponseAsync(
            "A kick, please.", new() { Tools = [Function] }, TestContext.Current.CancellationToken);

        var result = response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single();
        var contents = Assert.IsType<List<AIContent>>(result.Result);
        Assert.Equal("audio/wav", Assert.IsType<DataContent>(contents[0]).MediaType);
        Assert.Equal("Here it is.", response.Text);
    }

    private async Task<IReadOnlyList<AIContent>> MakeAsync(string description, long seed)
        => Assert.IsType<List<AIContent>>(await Function.InvokeAsync(
            new() { ["description"] = description, ["seed"] = seed }, TestContext.Current.CancellationToken));

    private static string Text(IReadOnlyList<AIContent> contents) => Assert.IsType<TextContent>(contents[^1]).Text;
}
