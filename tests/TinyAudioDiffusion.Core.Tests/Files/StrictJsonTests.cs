using System.Text;
using System.Text.Json;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Tests.Files;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("{\"a\": {\"a\": [{\"a\": 1}, {\"a\": 2}]}, \"b\": \"\\ud83e\\udd41\"}")]
    [InlineData("[null, true, 1e9, \"\"]")]
    public void Sound_IsAccepted(string json) => StrictJson.Require(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("", null)]
    [InlineData("null}", null)]
    [InlineData("{\"a\": 1,}", null)]
    [InlineData("{} {}", null)]
    [InlineData("{\"a\": 1, \"a\": 1}", "\"a\" stands in one object twice")]
    [InlineData("{\"a\": 1, \"\\u0061\": 1}", "\"a\" stands in one object twice")]
    [InlineData("{\"b\": [{\"a\": 1, \"a\": 1}]}", "\"a\" stands in one object twice")]
    [InlineData("{\"a\": \"\\ud83e\"}", "lone surrogate")]
    [InlineData("{\"\\udd41\": 1}", "lone surrogate")]
    public void Faulty_IsRefused(string json, string? reason)
    {
        var exception = Assert.ThrowsAny<JsonException>(() => StrictJson.Require(Encoding.UTF8.GetBytes(json)));
        if (reason is not null)
            Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\": 1, \"a\": 1}", "a")]
    [InlineData("{\"b\": [{}, [0, {\"a\": 1, \"a\": 1}]]}", "b[1][1].a")]
    [InlineData("{\"c\": 1, \"b\": {\"a\": {}, \"a\": {}}}", "b.a")]
    public void NameThatStandsTwice_IsFound(string json, string path)
        => Assert.Equal(path, Assert.Throws<JsonException>(() => StrictJson.Parse(Encoding.UTF8.GetBytes(json))).Path);

    [Fact]
    public void Parse_GivesTheFields()
        => Assert.Equal(2, StrictJson.Parse("{\"a\": [1, 2]}"u8.ToArray()).GetProperty("a")[1].GetInt32());

    [Fact]
    public void NoUtf8_IsRefused()
    {
        byte[] json = [.. "{\"a\": \""u8, 0xC3, .. "\"}"u8];
        Assert.Contains("UTF-8", Assert.Throws<JsonException>(() => StrictJson.Require(json)).Message, StringComparison.Ordinal);
    }
}
