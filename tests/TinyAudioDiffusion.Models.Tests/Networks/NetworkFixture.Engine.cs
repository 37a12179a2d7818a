using Microsoft.Extensions.DependencyInjection;

namespace TinyAudioDiffusion.Models.Tests.Networks;

public sealed partial class NetworkFixture
{
    private static IServiceCollection Register(IServiceCollection services)
        => services.AddTinyAudioDiffusionCore().AddNetworkModels().Services;
}
