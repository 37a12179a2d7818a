using SoundFarm.Jobs;
using SoundFarm.Rendering;

namespace SoundFarm.Tests.Cluster;

/// <summary>A renderer that counts, fails where a test wants it, and waits at a gate after so many sounds.</summary>
internal sealed class TestRenderer : ISoundRenderer
{
    private readonly FakeRenderer _fake = new(TimeSpan.Zero);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _made;

    public int GateAfter { get; init; } = int.MaxValue;

    public Func<string, bool> Fails { get; set; } = _ => false;

    public int Made => _made;

    /// <summary>Completes when the gate is reached: the job is in its midst.</summary>
    public Task Reached => _reached.Task;

    public void Open() => _gate.SetResult();

    public async Task<byte[]> RenderAsync(string id, CancellationToken cancellationToken)
    {
        if (Fails(id))
            throw new FormatException($"\"{id}\" is no sound.");
        if (Interlocked.Increment(ref _made) > GateAfter)
        {
            _reached.TrySetResult();
            await _gate.Task.WaitAsync(cancellationToken);
        }

        return await _fake.RenderAsync(id, cancellationToken);
    }

    public SoundMeasures? Measure(byte[] file) => null;
}
