using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TinyAudioDiffusion.AspNetCore.Endpoints;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the drum service.</summary>
public static class DrumEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoints of the drum service: <c>classes</c>, <c>sound</c>, <c>sketch</c>, <c>variation</c> and <c>kit</c>.
    /// <c>AddDrumService()</c> adds what they need.
    /// </summary>
    /// <param name="routes">The application.</param>
    /// <param name="prefix">The path in front of the endpoints.</param>
    /// <returns>The group of all endpoints, to which a host adds what it wants: authorization, rate limits, CORS.</returns>
    public static RouteGroupBuilder MapDrums(this IEndpointRouteBuilder routes, string prefix = "/drums")
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup(prefix).WithTags("Drums").AddEndpointFilter<DrumProblem>();
        DrumEndpoints.Map(group);
        return group;
    }
}
