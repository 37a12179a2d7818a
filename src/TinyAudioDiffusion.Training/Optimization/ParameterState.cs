using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// The numbers that a training keeps for every weight, in the memory of the engine: the moving average and the optimiser's two moments.
/// Steps happen there; numbers come to the host to be saved only.
/// </summary>
internal sealed class ParameterState : IDisposable
{
    private readonly TensorEngine _engine;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly List<Weight> _owned = [];

    /// <summary>Allocates the numbers; all are zero.</summary>
    /// <param name="engine">The engine that the network is or will be loaded into.</param>
    /// <param name="parameters">The parameters of the network.</param>
    public ParameterState(TensorEngine engine, IReadOnlyList<Parameter> parameters)
    {
        (_engine, _parameters) = (engine, parameters);
        (Averages, Means, MeanSquares) = (Room("the averages"), Room("the mean gradients"), Room("the mean squared gradients"));
    }

    public ParameterSet Averages { get; }

    public ParameterSet Means { get; }

    public ParameterSet MeanSquares { get; }

    /// <summary>Computes the Euclidean norm of all gradients together.</summary>
    public double Norm(WeightGradients gradients) => _engine.Norm([.. _parameters.Select(parameter => gradients.Of(parameter.Weight))]);

    /// <summary>Takes a step of the optimiser, updates the averages, and sets the gradients to zero.</summary>
    public void Step(NetworkWeights weights, WeightGradients gradients, OptimizerStep step)
    {
        var count = _parameters.Count;
        var learning = new LearningWeight[count];
        for (var i = 0; i < count; i++)
        {
            var weight = _parameters[i].Weight;
            learning[i] = new LearningWeight(weight, gradients.Of(weight), _owned[i], _owned[count + i], _owned[(2 * count) + i]);
        }

        weights.Network.Optimize(_engine, learning, step);
    }

    /// <summary>Tells whether all numbers are finite: weights, averages and moments.</summary>
    public bool IsFinite(NetworkWeights weights)
    {
        var all = Visitor();
        foreach (var (place, parameter) in _parameters.Index())
        {
            var values = all.AsSpan(0, parameter.Shape.ElementCount);
            foreach (var set in (ParameterSet[])[weights, Averages, Means, MeanSquares])
            {
                set.Read(place, values);
                if (!TensorPrimitives.IsFiniteAll<float>(values))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Copies the weights to the averages.</summary>
    public void StartAverages(NetworkWeights weights) => Averages.Fill(weights);

    /// <summary>Swaps weights and averages.</summary>
    public void Exchange(NetworkWeights weights)
    {
        var (ofWeight, ofAverage) = (Visitor(), Visitor());
        foreach (var (place, parameter) in _parameters.Index())
        {
            var weight = ofWeight.AsSpan(0, parameter.Shape.ElementCount);
            var average = ofAverage.AsSpan(0, parameter.Shape.ElementCount);
            weights.Read(place, weight);
            Averages.Read(place, average);
            weights.Update(place, average);
            Averages.Update(place, weight);
        }
    }

    public void Dispose()
    {
        foreach (var weight in _owned)
            weight.Dispose();
    }

    // Room for the numbers of any one parameter, on their way through host memory.
    private float[] Visitor() => new float[_parameters.Max(parameter => parameter.Shape.ElementCount)];

    private ParameterSet Room(string name)
    {
        var (first, zeros) = (_owned.Count, Visitor());
        foreach (var parameter in _parameters)
            _owned.Add(_engine.CreateWeight(zeros.AsSpan(0, parameter.Shape.ElementCount), parameter.Shape, WeightUse.Values));
        return new ParameterSet(_engine, _parameters, place => _owned[first + place], name);
    }
}
