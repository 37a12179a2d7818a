using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// Chooses the student's noise levels among those of its teacher: the ones at which steps of DDIM along the teacher's velocities stray
/// least
/// from its path, all steps together (Chen et al., "On the Trajectory Regularity of ODE-based Diffusion Sampling", 2024, section 4: dynamic
/// programming on a few paths). What is left to learn is then as little as can be.
/// </summary>
internal static class LevelChoice
{
    private const int Paths = 8;
    private const int AtOnce = 4;

    /// <summary>Chooses the levels.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="scale">The data scale: errors count as the network sees them.</param>
    /// <param name="calls">The number of steps.</param>
    /// <param name="cancellationToken">Stops the work within one call of the network.</param>
    /// <returns>The levels, one more than there are steps: the first, the last, and some between.</returns>
    public static float[] Of(Teacher teacher, float scale, int calls, CancellationToken cancellationToken)
    {
        var levels = teacher.NoiseLevels;
        if (levels.Length - 1 <= calls)
            return levels;
        if (calls == 1)
            return [levels[0], levels[^1]];
        var starts = new PathStarts(teacher.Info, seed: 0);
        var errors = new double[levels.Length, levels.Length];
        for (var first = 0; first < Paths; first += AtOnce)
        {
            PathStart[] chunk = [.. Enumerable.Range(first, AtOnce).Select(number => starts[number])];
            var (sounds, path) = teacher.Follow(chunk, levels, cancellationToken);
            AddErrors(teacher, scale, path, sounds, errors);
        }

        return [.. Shortest(errors, calls).Select(level => levels[level])];
    }

    // What a single step from one level to another strays from the path, in the network's scale.
    private static void AddErrors(Teacher teacher, float scale, PathRecorder path, float[] sounds, double[,] errors)
    {
        var levels = teacher.NoiseLevels;
        Parallel.For(0, levels.Length - 1, from =>
        {
            var reached = new float[sounds.Length];
            var state = path.StateAt(from) ?? throw teacher.NotVisited(levels[from]);
            for (var to = from + 1; to < levels.Length; to++)
            {
                var turn = 0.5 * ((double)levels[from] - levels[to]);
                TensorPrimitives.Multiply(state, (float)double.CosPi(turn), reached);
                TensorPrimitives.MultiplyAdd(path.VelocityAt(from), -(float)double.SinPi(turn), reached, reached);
                TensorPrimitives.Subtract(reached, to < levels.Length - 1 ? path.StateAt(to) : sounds, reached);
                errors[from, to] += StudentGrid.Factor(levels[to], scale) * TensorPrimitives.SumOfMagnitudes<float>(reached);
            }
        });
    }

    /// <summary>Finds the way from the first place to the last with a number of steps whose costs have the least sum.</summary>
    /// <param name="costs">The cost of a step from a place to a later one.</param>
    /// <param name="steps">The number of steps, at most one less than there are places.</param>
    /// <returns>The places.</returns>
    internal static int[] Shortest(double[,] costs, int steps)
    {
        var places = costs.GetLength(0);
        var best = new double[steps + 1, places];
        var before = new int[steps + 1, places];
        for (var place = 1; place < places; place++)
            best[0, place] = double.PositiveInfinity;
        for (var step = 1; step <= steps; step++)
        {
            best[step, 0] = double.PositiveInfinity;
            for (var to = 1; to < places; to++)
            {
                best[step, to] = double.PositiveInfinity;
                for (var from = 0; from < to; from++)
                {
                    if (best[step - 1, from] + costs[from, to] is var sum && sum < best[step, to])
                        (best[step, to], before[step, to]) = (sum, from);
                }
            }
        }

        var way = new int[steps + 1];
        way[steps] = places - 1;
        for (var step = steps; step > 0; step--)
            way[step - 1] = before[step, way[step]];
        return way;
    }
}
