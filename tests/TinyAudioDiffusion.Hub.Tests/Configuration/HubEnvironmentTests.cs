using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.Hub.Tests.Configuration;

public sealed class HubEnvironmentTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("hub-home-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void NothingSet_IsWhereAllClientsLook()
    {
        var options = Read();

        Assert.Equal(Path.Combine(_home.FullName, ".cache", "huggingface", "hub"), options.CacheFolder);
        Assert.Equal(new Uri("https://huggingface.co"), options.Endpoint);
        Assert.Equal(
            ((string?)null, false, false, TimeSpan.FromSeconds(10)),
            (options.Token, options.Offline, options.DisableSymlinks, options.MetadataTimeout));
    }

    [Theory]
    [InlineData("/c/hub", "HF_HUB_CACHE=/c/hub", "HUGGINGFACE_HUB_CACHE=/other", "HF_HOME=/h")]
    [InlineData("/other", "HUGGINGFACE_HUB_CACHE=/other", "HF_HOME=/h")]
    [InlineData("/h/hub", "HF_HOME=/h", "XDG_CACHE_HOME=/x")]
    [InlineData("/x/huggingface/hub", "XDG_CACHE_HOME=/x")]
    [InlineData("{home}/mine/hub", "HF_HOME=~/mine")]
    [InlineData("/data/models/hub", "HF_HOME=$ROOT/models", "ROOT=/data")]
    [InlineData("/data/models", "HF_HUB_CACHE=${ROOT}/models", "ROOT=/data")]
    public void CacheFolder_FollowsTheVariables(string expected, params string[] variables)
        => Assert.Equal(expected.Replace("{home}", _home.FullName, StringComparison.Ordinal), Read(variables).CacheFolder);

    [Theory]
    [InlineData("1")]
    [InlineData("on")]
    [InlineData("Yes")]
    [InlineData("TRUE")]
    public void Switches_UnderstandEveryYes(string yes)
    {
        var options = Read($"HF_HUB_OFFLINE={yes}", $"HF_HUB_DISABLE_SYMLINKS={yes}", $"DO_NOT_TRACK={yes}");

        Assert.Equal((true, true, true), (options.Offline, options.DisableSymlinks, options.DisableTelemetry));
        Assert.True(Read($"TRANSFORMERS_OFFLINE={yes}").Offline);
        Assert.False(Read("HF_HUB_OFFLINE=0").Offline);
    }

    [Fact]
    public void Token_FromTheVariable_ElseFromTheFile_UnlessForbidden()
    {
        var path = Path.Combine(_home.FullName, "my-token");
        File.WriteAllText(path, " hf_file\r\n");

        Assert.Equal("hf_variable", Read("HF_TOKEN= hf_variable \n", $"HF_TOKEN_PATH={path}").Token);
        Assert.Equal("hf_file", Read("HF_TOKEN= ", $"HF_TOKEN_PATH={path}").Token);
        Assert.Null(Read("HF_TOKEN=hf_variable", "HF_HUB_DISABLE_IMPLICIT_TOKEN=1").Token);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", 10)]
    [InlineData("soon", 10)]
    public void Timeouts_AreSeconds(string value, int seconds)
    {
        var options = Read($"HF_HUB_ETAG_TIMEOUT={value}", $"HF_HUB_DOWNLOAD_TIMEOUT={value}");

        Assert.Equal((TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds)), (options.MetadataTimeout, options.DownloadTimeout));
    }

    [Fact]
    public void OptionsWin_HoweverTheyWereSet()
    {
        var services = new ServiceCollection();
        services.Configure<HuggingFaceHubOptions>(options => options.Token = "before");
        services.AddSingleton(Environment("HF_HOME=/h", "HF_TOKEN=variable", "HF_ENDPOINT=https://mirror.test/"));
        services.AddTinyAudioDiffusionCore().AddHuggingFaceHub(options => options.CacheFolder = "/mine");
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<HuggingFaceHubOptions>>().Value;
        Assert.Equal(("before", "/mine", "https://mirror.test/"), (options.Token, options.CacheFolder, options.Endpoint.ToString()));
    }

    [Fact]
    public void BadEndpoint_IsSaid()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read("HF_ENDPOINT=mirror"));

        Assert.Contains("mirror", exception.Message, StringComparison.Ordinal);
    }

    private HubEnvironment Environment(params string[] variables)
    {
        var values = variables.ToDictionary(
            item => item.Split('=')[0], item => item[(item.IndexOf('=', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal);
        return new HubEnvironment { Variable = name => values.GetValueOrDefault(name), HomeFolder = _home.FullName };
    }

    private HuggingFaceHubOptions Read(params string[] variables)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Environment(variables));
        services.AddTinyAudioDiffusionCore().AddHuggingFaceHub();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<HuggingFaceHubOptions>>().Value;
    }
}
