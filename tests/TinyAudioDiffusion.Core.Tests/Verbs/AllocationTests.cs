using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Verbs;

/// <summary>From one network call to the next, nothing is allocated: by no sampler, and by no model around the model.</summary>
public class AllocationTests
{
    private const int Warm = 8;

    public static TheoryData<string> Samplers() =>
    [
        SamplerNames.VAdams, SamplerNames.Ddim, SamplerNames.Ddpm, SamplerNames.Euler, SamplerNames.Heun, SamplerNames.EulerAncestral,
        SamplerNames.Dpm2, SamplerNames.Lms, SamplerNames.Iplms,
        SamplerNames.Dpmpp2SAncestral, SamplerNames.Dpmpp2M, SamplerNames.Dpmpp2MSde, SamplerNames.Dpmpp3MSde,
        SamplerNames.Exponential3MSde, SamplerNames.UniPc, SamplerNames.DpmAdaptive,
    ];

    [Theory]
    [MemberData(nameof(Samplers))]
    public async Task Step_AllocatesNothing(string sampler)
    {
        using var model = new MeasuringModel();
        using var fixture = new GeneratorFixture(model);

        await fixture.Generator.GenerateBatchAsync("test", 2, new() { Seed = 1, Steps = 30, Sampler = sampler, Schedule = "karras" });

        model.AssertNothingAllocated();
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("loop")]
    [InlineData("inpaint")]
    [InlineData("interpolate-seeds")]
    [InlineData("vary")]
    public async Task Step_Guided_AllocatesNothing(string verb)
    {
        using var model = new MeasuringModel();
        using var fixture = new GeneratorFixture(model, configure: defaults => defaults.MaxBatch = 8);

        await EachVerb.RunAsync(
            fixture, verb, EachVerb.Sound(), new() { Seed = 1, Steps = 30, Class = "kick", Guidance = 2, NegativeClass = "snare" });

        model.AssertNothingAllocated();
    }

    /// <summary>Silence is all that it knows; it remembers what its thread allocated between its calls.</summary>
    private sealed class MeasuringModel : IDiffusionModel
    {
        private readonly long[] _allocated = new long[4096];
        private int _calls;
        private int _thread;
        private long _before;

        public DiffusionModelInfo Info { get; } = new()
        {
            Name = "measuring",
            SampleRate = 44100,
            Channels = 2,
            NativeLength = 256,
            LengthMultiple = 16,
            Classes = ["kick", "snare"],
        };

        public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            if (_calls > 0 && _thread == Environment.CurrentManagedThreadId)
                _allocated[_calls] = bytes - _before;
            (_thread, _calls) = (Environment.CurrentManagedThreadId, _calls + 1);
            for (var i = 0; i < velocity.Length; i++)
                velocity[i] = 0.9f * request.Noisy[i];
            _before = GC.GetAllocatedBytesForCurrentThread();
        }

        public void AssertNothingAllocated()
        {
            Assert.InRange(_calls, Warm + 1, _allocated.Length);
            Assert.All(_allocated[Warm.._calls], bytes => Assert.Equal(0, bytes));
        }

        public void Dispose()
        {
        }
    }
}
