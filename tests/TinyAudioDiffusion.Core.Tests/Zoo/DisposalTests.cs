using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Zoo;

/// <summary>
/// The service provider is disposed while calls run: each call ends with its result, <see cref="ObjectDisposedException"/> or
/// <see cref="OperationCanceledException"/>, and no call computes with a disposed model.
/// </summary>
public class DisposalTests
{
    private static readonly GenerationOptions _options = new() { Seed = 1, Steps = 10, Sampler = "ddim" };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public async Task DuringACall_OnAnotherThread_WaitsForTheCall(int call)
    {
        var disposal = Task.CompletedTask;
        GeneratorFixture fixture = null!;
        var model = new FragileModel(number =>
        {
            if (number == call)
                disposal = Task.Run(fixture.Dispose);
        });
        fixture = new GeneratorFixture(model);

        Assert.True(await EndsWellAsync(() => fixture.Generator.GenerateAsync("test", _options)));
        await disposal;

        Assert.True(model.IsDisposed);
        Assert.False(model.WasDisposedInUse);
    }

    [Fact]
    public async Task DuringACall_OnItsOwnThread_EndsTheRunAfterTheCall()
    {
        GeneratorFixture fixture = null!;
        var model = new FragileModel(number =>
        {
            if (number == 3)
                fixture.Dispose();
        });
        fixture = new GeneratorFixture(model);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => fixture.Generator.GenerateAsync("test", _options));

        Assert.True(model.IsDisposed);
        Assert.False(model.WasDisposedInUse);
        Assert.Equal(3, model.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(150)]
    public async Task ManyCallsAtOnce_AllEndWell(int call)
    {
        var disposal = Task.CompletedTask;
        GeneratorFixture fixture = null!;
        var model = new FragileModel(number =>
        {
            if (number == call)
                disposal = Task.Run(fixture.Dispose);
        });
        fixture = new GeneratorFixture(model);

        var ends = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(_ => EndsWellAsync(() => fixture.Generator.GenerateAsync("test", _options))));
        await disposal;
        fixture.Dispose();

        Assert.DoesNotContain(false, ends);
        Assert.False(model.WasDisposedInUse);
    }

    [Fact]
    public async Task WhileLoading_TheCallIsCancelled()
    {
        var model = new FragileModel(_ => { });
        var fixture = new GeneratorFixture(model);
        var loading = new TaskCompletionSource();
        fixture.Models.OnFetch = async cancellationToken =>
        {
            loading.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        };

        var call = fixture.Generator.GenerateAsync("test", _options);
        await loading.Task;
        fixture.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => fixture.Generator.GenerateAsync("test", _options));
    }

    // A load that is stopped may run into what is already disposed, and fail in any way.
    [Fact]
    public async Task WhileLoading_AnyFailureOfTheStoppedLoad_IsACancellation()
    {
        var fixture = new GeneratorFixture(new FragileModel(_ => { }));
        var loading = new TaskCompletionSource();
        fixture.Models.OnFetch = async cancellationToken =>
        {
            loading.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new InvalidOperationException("The engine is gone.");
        };

        var call = fixture.Generator.GenerateAsync("test", _options);
        await loading.Task;
        fixture.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task<bool> EndsWellAsync(Func<Task<AudioClip>> call)
    {
        try
        {
            return (await call()).Length > 0;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>A model that fails, as a network does, when it is used after its disposal, and tells when it was disposed in use.</summary>
    private sealed class FragileModel(Action<int> onCall) : IDiffusionModel
    {
        private int _calls;
        private int _inUse;

        public DiffusionModelInfo Info { get; } = new()
        {
            Name = "fragile",
            SampleRate = 44100,
            Channels = 1,
            NativeLength = 64,
            LengthMultiple = 16,
        };

        public int Calls => _calls;

        public bool IsDisposed { get; private set; }

        public bool WasDisposedInUse { get; private set; }

        public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
        {
            Interlocked.Increment(ref _inUse);
            onCall(Interlocked.Increment(ref _calls));
            if (IsDisposed)
                throw new InvalidOperationException("The parameter has not been loaded.");
            velocity.Clear();
            Interlocked.Decrement(ref _inUse);
        }

        public void Dispose()
        {
            WasDisposedInUse |= Volatile.Read(ref _inUse) > 0;
            IsDisposed = true;
        }
    }
}
