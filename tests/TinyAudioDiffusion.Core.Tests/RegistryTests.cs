namespace TinyAudioDiffusion.Tests;

public class RegistryTests
{
    private sealed record Thing(string Name, int Version = 1) : INamed;

    [Fact]
    public void Get_TwoUnderOneName_TheLastCounts()
    {
        var registry = new Registry<Thing>("thing", [new("a", 1), new("b"), new("A", 2)]);

        Assert.Equal(2, registry.Get("a").Version);
        Assert.Equal([new("A", 2), new("b")], registry.Items);
    }

    [Fact]
    public void Get_UnknownName_ListsTheKnownOnes()
    {
        var registry = new Registry<Thing>("thing", [new("b"), new("a")]);

        var exception = Assert.Throws<UnknownNameException>(() => registry.Get("c"));

        Assert.Equal("There is no thing named \"c\"; known are a, b.", exception.Message);
        Assert.False(registry.Contains("c"));
    }
}
