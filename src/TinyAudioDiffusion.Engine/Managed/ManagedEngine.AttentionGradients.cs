using TinyAudioDiffusion.Engine.Managed.Kernels;
using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed;

// Attention for training: what its forward keeps, and its backward.
public sealed unsafe partial class ManagedEngine
{
    internal void RunAttention(ManagedTensor q, ManagedTensor kv, ManagedTensor o, AlignedBuffer logs, int heads)
        => Run(new AttentionJob { Query = q.View, KeyValue = kv.View, Output = o.View, LogSums = logs.Pointer, Heads = heads, PartsPerHead = 1 }, q.Shape[0] * heads);

    internal void RunAttentionBackward(ManagedTensor q, ManagedTensor kv, ManagedTensor o, ManagedTensor dO, AlignedBuffer logs, ManagedTensor dq, ManagedTensor dkv, int heads)
        => Run(new AttentionBackwardJob { Query = q.View, KeyValue = kv.View, Output = o.View, OutputGradient = dO.View, LogSums = logs.Pointer, QueryGradient = dq.View, KeyValueGradient = dkv.View, Heads = heads, PartsPerHead = 1 }, q.Shape[0] * heads);
}
