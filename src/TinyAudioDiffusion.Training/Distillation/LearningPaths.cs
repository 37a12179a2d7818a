using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>The goal of a distillation: the teacher's paths.</summary>
internal sealed class LearningPaths : ILearningGoal
{
    private const ulong HeldOut = 0x48454C44_2D4F5554; // "HELD-OUT": no training takes these noises

    private readonly TrainingConfiguration _configuration;
    private readonly Teacher _teacher;
    private readonly StudentGrid _grid;
    private readonly string _hash;
    private readonly PathCache _cache;
    private readonly PathCache _heldOut;
    private readonly PathLoss _loss;

    /// <summary>Prepares the goal.</summary>
    /// <param name="configuration">The distillation.</param>
    /// <param name="teacher">The teacher; disposed with this.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="folder">The folder of the run.</param>
    public LearningPaths(TrainingConfiguration configuration, Teacher teacher, IWeightFile weights, string folder)
    {
        (_configuration, _teacher, _hash) = (configuration, teacher, HashOf(weights, configuration));
        var (student, scale, seed) = (configuration.Model.Student!, configuration.Model.DataScale, configuration.Seed);
        _grid = new StudentGrid(student, scale);
        _cache = new PathCache(teacher, student, scale, _hash, Path.Combine(folder, "paths"), seed);
        _heldOut = new PathCache(teacher, student, scale, _hash, Path.Combine(folder, "paths", "held-out"), seed ^ HeldOut);
        _loss = new PathLoss(
            teacher.Info.Channels, teacher.Info.NativeLength, _grid.Calls, scale, configuration.Distillation!.SpectralWeight);
    }

    /// <summary>Gets the teacher's sounds, as data.</summary>
    public ITrainingData Sounds
        => new TeacherSounds(_teacher, _cache, _hash, _configuration.Distillation!.PathCount, _configuration.Model.DataScale);

    public IStepGradient Gradient(TensorEngine engine, DiffusionNetwork network)
        => _configuration.Distillation!.Method == DistillationMethod.Trajectory
            ? new TrajectoryGradient(_configuration, engine, network, _teacher, _grid, _cache, _loss)
            : new ReflowGradient(_configuration, engine, network, _teacher, _grid, _cache);

    public IValidation? Validation()
        => _configuration.Validation.Interval > 0 ? new PathValidation(_configuration, _teacher, _grid, _heldOut, _loss) : null;

    public void Dispose() => _teacher.Dispose();

    // Everything that decides the paths, apart from their starts.
    private static string HashOf(IWeightFile weights, TrainingConfiguration configuration)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (recipe, student) = (configuration.Distillation!, configuration.Model.Student!);
        var levels = string.Join(' ', student.NoiseLevels.Select(level => level.ToString("R", CultureInfo.InvariantCulture)));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{recipe.Sampler} {recipe.Schedule} {recipe.Steps} {student.Guidance} {student.GuidanceInterval} {levels}")));
        foreach (var entry in weights.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var values = new float[entry.ElementCount];
            weights.Read(entry.Name, values);
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
