using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector128<float>;

namespace TinyAudioDiffusion.Engine.Managed.Simd;

/// <summary>4 lanes. Arm AdvSimd has 32 registers, so eight rows; SSE has 16, so four. Runs where there is no SIMD as well.</summary>
internal readonly unsafe struct Simd128 : ISimd<V>
{
    public static int Lanes => 4;

    public static int MicroRows => Sse.IsSupported ? 4 : 8;

    public static V Zero => V.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, V value) => Vector128.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Broadcast(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Add(V left, V right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Subtract(V left, V right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Multiply(V left, V right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Divide(V left, V right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Max(V left, V right) => Vector128.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Min(V left, V right) => Vector128.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SquareRoot(V value) => Vector128.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V MultiplyAdd(V left, V right, V addend) => Vector128.FusedMultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleByPowerOfTwo(V value, V shiftedExponent)
        => (value.AsInt32() + Vector128.ShiftLeft(shiftedExponent.AsInt32(), 23)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual(V left, V right) => left == right;
}
