namespace TinyAudioDiffusion.Engine.Managed.Simd;

/// <summary>The unit of samples in kernels: 16 columns are one Vector512, two Vector256 or four Vector128.</summary>
internal static class Columns
{
    public const int Block = 16;

    public static int RoundUp(int columns) => (columns + Block - 1) / Block * Block;
}
