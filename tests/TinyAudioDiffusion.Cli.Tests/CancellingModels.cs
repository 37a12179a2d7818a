using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Tests;

/// <summary>A format of models, folders with a file "cancelling.model", that count their network calls and cancel in one of them.</summary>
internal sealed class CancellingModels(CancellationTokenSource cancellation, int atCall) : IModelFormat
{
    private int _calls;

    public int Calls => _calls;

    public string Name => "cancelling";

    /// <summary>Makes the folder of such a model.</summary>
    public static string FolderIn(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder["model"]);
        File.WriteAllText(folder["model/cancelling.model"], "");
        return folder["model"];
    }

    public FormatFit Probe(ModelFiles files) => files.Find("cancelling.model") is null ? FormatFit.None : FormatFit.Content;

    public LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken) => new(new Model(this));

    private void Count()
    {
        if (Interlocked.Increment(ref _calls) == atCall)
            cancellation.Cancel();
    }

    private sealed class Model(CancellingModels format) : IDiffusionModel
    {
        public DiffusionModelInfo Info { get; } = new() { Name = "cancelling", SampleRate = 44100, Channels = 2, NativeLength = 64, LengthMultiple = 16 };

        public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
        {
            velocity.Clear();
            format.Count();
        }

        public void Dispose()
        {
        }
    }
}
