using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TinyAudioDiffusion.AspNetCore.Queue;

namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>Answers what went wrong as a document of RFC 9457.</summary>
internal sealed class DrumProblem : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (QueueFullException full)
        {
            context.HttpContext.Response.Headers.RetryAfter =
                ((int)Math.Ceiling(full.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Problem(StatusCodes.Status429TooManyRequests, "The queue is full", full.Message);
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (OperationCanceledException)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return Problem(StatusCodes.Status503ServiceUnavailable, "The time is over", "The sound took longer than a request may take.");
        }
        catch (ModelNotFoundException exception)
        {
            return Problem(StatusCodes.Status404NotFound, "There is no such model", exception.Message);
        }
        catch (GenerationException exception)
        {
            return Problem(StatusCodes.Status500InternalServerError, "The model failed", exception.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or UnknownNameException
            or AudioFormatException or UnusableSoundException)
        {
            return Problem(StatusCodes.Status400BadRequest, "The request cannot be served", exception.Message);
        }
    }

    private static ProblemHttpResult Problem(int status, string title, string detail)
        => TypedResults.Problem(detail, statusCode: status, title: title);
}
