using Microsoft.Extensions.DependencyInjection;

namespace TinyAudioDiffusion.Models.Tests.BuiltIn;

/// <summary>The service provider is disposed while the built-in model makes sounds on the real engine.</summary>
public class DisposalTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task WhileCallsRun_EachEndsWithItsResult_OrDisposedOrCancelled(int doneBefore)
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddNetworkModels();
        var provider = services.BuildServiceProvider();
        var generator = provider.GetRequiredService<IDrumGenerator>();
        var done = 0;
        var enough = new TaskCompletionSource();
        if (doneBefore == 0)
            enough.SetResult();

        var calls = Enumerable.Range(0, 16).Select(CallAsync).ToArray();
        await enough.Task;
        await provider.DisposeAsync();
        var failures = await Task.WhenAll(calls);

        Assert.All(
            failures, failure
                => Assert.True(failure is null or ObjectDisposedException or OperationCanceledException, failure?.ToString()));

        async Task<Exception?> CallAsync(int seed)
        {
            try
            {
                var options = new GenerationOptions { Seed = (ulong)seed, Steps = 1 + (seed % 4), Length = 2048 };
                var clip = await Task.Run(() => generator.GenerateAsync(DrumKind.Kick, options));
                Assert.Equal(2048, clip.Length);
                return null;
            }
            catch (Exception exception)
            {
                return exception;
            }
            finally
            {
                if (Interlocked.Increment(ref done) == doneBefore)
                    enough.SetResult();
            }
        }
    }
}
