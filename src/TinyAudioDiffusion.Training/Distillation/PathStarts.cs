using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>The starts of paths: a function of the seed and the number of the path alone.</summary>
/// <param name="info">The teacher.</param>
/// <param name="seed">The seed.</param>
internal sealed class PathStarts(DiffusionModelInfo info, ulong seed)
{
    private readonly TrainingDraws _draws = new(seed);
    private readonly List<List<DrumClass>> _kinds =
        [.. info.DrumClasses.Where(@class => @class.Share > 0).GroupBy(@class => @class.Kind).Select(kind => kind.ToList())];

    /// <summary>Gets the start of a path.</summary>
    public PathStart this[int number]
    {
        get
        {
            var noise = _draws.Noise(number);
            return new PathStart(noise, ClassOf(number, noise.Seed));
        }
    }

    // Every kind alike and each class of a kind as often as its share says; every class alike where there are no kinds.
    private int ClassOf(int number, ulong seed)
    {
        if (info.Classes.Count == 0)
            return -1;
        if (_kinds.Count == 0)
            return number % info.Classes.Count;
        var kind = _kinds[number % _kinds.Count];
        var rest = (seed >> 40) / (double)(1 << 24) * kind.Sum(@class => @class.Share);
        var drawn = kind.Find(@class => (rest -= @class.Share) < 0) ?? kind[^1];
        return info.Classes.ToList().IndexOf(drawn.Name);
    }
}
