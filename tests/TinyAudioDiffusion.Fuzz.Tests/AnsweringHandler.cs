using System.Globalization;
using System.Net;
using System.Text;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>A server in the same process, whose answers are the input under test.</summary>
internal sealed class AnsweringHandler : HttpMessageHandler
{
    /// <summary>Gets or sets the body of every answer.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>
    /// Gets or sets the status and the headers of every answer to a question for a file: a line each, the status first.
    /// </summary>
    public byte[] Head { get; set; } = "200"u8.ToArray();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent(Body) };
        if (request.Method == HttpMethod.Head)
            Describe(response);
        return Task.FromResult(response);
    }

    // As a client reads a head: what is no header at all never gets further.
    private void Describe(HttpResponseMessage response)
    {
        var lines = Encoding.Latin1.GetString(Head).Split('\n');
        if (int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599)
            response.StatusCode = (HttpStatusCode)status;
        foreach (var line in lines.Skip(1))
        {
            var parts = line.Split(':', 2);
            if (parts.Length != 2 || parts[1].AsSpan().IndexOfAny('\r', '\0') >= 0)
                continue;
            if (!response.Headers.TryAddWithoutValidation(parts[0], parts[1].Trim()))
                response.Content.Headers.TryAddWithoutValidation(parts[0], parts[1].Trim());
        }
    }
}
