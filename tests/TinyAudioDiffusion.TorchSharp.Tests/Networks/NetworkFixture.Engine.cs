using Microsoft.Extensions.DependencyInjection;

// The shared golden tests run with this fixture on libtorch.
namespace TinyAudioDiffusion.Models.Tests.Networks;

public sealed partial class NetworkFixture
{
    private static IServiceCollection Register(IServiceCollection services) => services.AddTinyAudioDiffusion().UseTorchSharp().Services;
}
