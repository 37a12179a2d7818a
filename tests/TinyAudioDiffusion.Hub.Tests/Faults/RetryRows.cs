namespace TinyAudioDiffusion.Hub.Tests.Faults;

internal static class RetryRows
{
    public static FaultRow[] All =>
    [
        new("17 rate limit reached: waits for its end", s => Waits(s, 429, [3], ("RateLimit", "\"resolvers\";r=0;t=2"))),
        new("17 rate limit not reached: waits as Retry-After says",
            s => Waits(s, 429, [5], ("RateLimit", "\"resolvers\";r=10;t=200"), ("Retry-After", "4"))),
        new("17 rate limit not reached: backs off", s => Waits(s, 429, [1], ("RateLimit", "\"resolvers\";r=10;t=200"))),
        new("17 a wait for years is given up at once", s => WaitsTooLong(s, TimeSpan.FromMinutes(5), "315360000", "3650 days", [])),
        new("17 a wait for a day is given up at once", s => WaitsTooLong(s, TimeSpan.FromMinutes(5), "86400", "24 hours", [])),
        new("17 waits that add up to more than the limit", s => WaitsTooLong(s, TimeSpan.FromSeconds(12), "4", "15 s", [5, 5])),
        new("17 every wait is told with its reason", TellsWaits),
        new("20 nothing answers", NothingAnswers),
        new("18 Retry-After as a date", s => Waits(s, 503, [31], ("Retry-After", ScriptedTime.Start.AddSeconds(30).ToString("r")))),
        new("18 Retry-After of 0", s => Waits(s, 503, [1], ("Retry-After", "0"))),
        new("18 Retry-After negative", s => Waits(s, 503, [1], ("Retry-After", "-5"))),
        new("18 Retry-After that is garbage", s => Waits(s, 503, [1], ("Retry-After", "soon"))),
        new("19 three times 503", ThreeTimes),
        new("19 three times 503 from the CDN", ThreeTimesFromTheCdn),
        new("20 always 503", Always),
    ];

    private static async Task Waits(HubScenario s, int status, double[] waits, params (string Name, string Value)[] headers)
    {
        s.Server.Script("HEAD", 1, context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            return Task.FromResult(true);
        });

        s.AssertStored(await s.DownloadAsync());
        Assert.Equal(waits, s.Time.Waits);
        s.AssertRequests("HEAD hub", "HEAD hub", "GET cdn");
    }

    private static async Task WaitsTooLong(HubScenario s, TimeSpan limit, string retryAfter, string said, double[] waits)
    {
        s.Configure = options => options.LongestWait = limit;
        s.Server.Script("HEAD", 100, context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers["Retry-After"] = retryAfter;
            return Task.FromResult(true);
        });

        var exception = await s.FailsAsync(HubFault.Unavailable);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.Contains("TAD_HUB_LONGEST_WAIT", exception.Message, StringComparison.Ordinal);
        Assert.Equal(waits, s.Time.Waits);
        Assert.Equal(waits.Length + 1, s.Requests.Count);
    }

    private static async Task TellsWaits(HubScenario s)
    {
        s.Server.Script("HEAD", 1, context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers["Retry-After"] = "4";
            return Task.FromResult(true);
        });

        s.AssertStored(await s.DownloadAsync());
        Assert.Contains(
            s.Log.Warnings, line
                => line.Contains("too many requests (status 429); trying again in 5 s (2 of 6)", StringComparison.Ordinal));
    }

    private static async Task NothingAnswers(HubScenario s)
    {
        s.Configure = options => options.Endpoint = new Uri("http://127.0.0.1:1");

        await s.FailsAsync(HubFault.Unavailable);
        Assert.Equal([1, 2, 4], s.Time.Waits); // within ten seconds
        Assert.Equal(
            ["(2 of 4)", "(3 of 4)", "(4 of 4)"],
            s.Log.Warnings.Where(line => line.Contains("127.0.0.1 cannot be reached", StringComparison.Ordinal))
                .Select(line => line[line.LastIndexOf('(')..].TrimEnd('.')));
        s.AssertRequests();
        s.AssertNothingStored();
    }

    private static async Task ThreeTimes(HubScenario s)
    {
        s.Server.Script("HEAD", 3, Unavailable);

        s.AssertStored(await s.DownloadAsync());
        Assert.Equal([1, 2, 4], s.Time.Waits);
        s.AssertRequests("HEAD hub", "HEAD hub", "HEAD hub", "HEAD hub", "GET cdn");
    }

    private static async Task ThreeTimesFromTheCdn(HubScenario s)
    {
        s.Server.Script("CDN", 3, Unavailable);

        s.AssertStored(await s.DownloadAsync());
        Assert.Equal([1, 2, 4], s.Time.Waits);
        s.AssertRequests("HEAD hub", "GET cdn", "GET cdn", "GET cdn", "GET cdn");
    }

    private static async Task Always(HubScenario s)
    {
        s.Server.Script("HEAD", 100, Unavailable);

        var exception = await s.FailsAsync(HubFault.Unavailable);
        Assert.Equal(503, (int?)exception.Status);
        Assert.Equal([1, 2, 4, 8, 8], s.Time.Waits);
        Assert.Equal(6, s.Requests.Count);
        s.AssertNothingStored();
    }

    private static Task<bool> Unavailable(Microsoft.AspNetCore.Http.HttpContext context)
    {
        context.Response.StatusCode = 503;
        return Task.FromResult(true);
    }
}
