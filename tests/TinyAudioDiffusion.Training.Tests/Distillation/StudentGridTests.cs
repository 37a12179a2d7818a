using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Training.Distillation;

namespace TinyAudioDiffusion.Training.Tests.Distillation;

public sealed class StudentGridTests
{
    /// <summary>What a student learns in its network's space is what DDIM does with it in the space of sounds.</summary>
    [Theory]
    [InlineData(1f)]
    [InlineData(4f)]
    public void Steps_AreThoseOfDdim_WhateverTheDataScale(float scale)
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        var network = new DiffusionNetwork(TinyTraining.Model, TinyTraining.Transforms);
        network.Load(engine, new SeededInitialization(network.Parameters, seed: 3));
        var info = new DiffusionModelInfo
        {
            Name = "student",
            SampleRate = 8000,
            Channels = 1,
            NativeLength = 32,
            LengthMultiple = network.LengthMultiple,
        };
        using var model = new NetworkDiffusionModel(info, network, engine);
        var student = new StudentSampling { NoiseLevels = [1f, 0.6f, 0.2f, 0f] };

        var x = new float[32];
        new NoiseStream(1).Fill(x, channels: 1, draw: 0);
        var run = new SamplingRun(ScaledDataModel.Around(model, scale), [.. student.NoiseLevels], [new NoiseStream(1)], 32);
        new DdimSampler().Sample(run, x);

        var grid = new StudentGrid(student, scale);
        var (state, velocity, next) = (new float[32], new float[32], new float[32]);
        grid.Start(new NoiseStream(1), channels: 1, state);
        for (var call = 0; call < grid.Calls; call++)
        {
            model.PredictVelocity(
                new VelocityRequest { Noisy = state, NoiseLevels = [grid.Levels[call]], Samples = 32 }, velocity);
            grid.Step(call, state, velocity, next);
            next.CopyTo(state, 0);
        }

        for (var i = 0; i < x.Length; i++)
            Assert.Equal(x[i], state[i] / scale, 1e-5);
    }
}
