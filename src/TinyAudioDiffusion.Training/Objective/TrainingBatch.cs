using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Autoregressive;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>The sounds of one pass: noisy, with the velocities that should be predicted.</summary>
internal sealed class TrainingBatch
{
    private readonly ITrainingData _data;
    private readonly float _dataScale;
    private readonly int _itemSize;
    private readonly float[] _clean;
    private readonly int[] _classes;
    private readonly CharacterSpace? _space;
    private readonly float[] _characters;
    private readonly SoundCondition? _condition;
    private readonly int _heardSize;
    private readonly float[] _heard;
    private readonly CaptionEmbeddings? _captions;
    private readonly float[] _texts;

    /// <summary>Makes room for a pass.</summary>
    /// <param name="data">The sounds.</param>
    /// <param name="size">The number of sounds a pass has.</param>
    /// <param name="model">The model: whether it takes classes, and the scale of the sounds before noise is added.</param>
    /// <param name="condition">
    /// What is measured of the sounds: what the network hears where it learns, what the model hears where it is measured; null for nothing.
    /// </param>
    /// <param name="captions">The embeddings of the captions; null for a network that reads no text.</param>
    public TrainingBatch(
        ITrainingData data, int size, ModelDescription model, SoundCondition? condition = null, CaptionEmbeddings? captions = null)
    {
        (_data, _dataScale) = (data, model.DataScale);
        _itemSize = checked(data.Channels * data.Samples);
        _clean = new float[checked(size * _itemSize)];
        _classes = new int[model.ClassLabels.Count > 0 ? size : 0];
        _space = model.Character?.Space;
        _characters = new float[size * (_space?.Size ?? 0)];
        _condition = condition;
        _heardSize = _condition?.SizeOf(data.Channels, data.Samples) ?? 0;
        _heard = new float[checked(size * _heardSize)];
        _captions = captions;
        _texts = new float[checked(size * (captions?.Size ?? 0))];
        SplitLevels = new float[size * (model.Splits ?? 0)];
        Noisy = new float[_clean.Length];
        Target = new float[_clean.Length];
        Predicted = new float[_clean.Length];
        NoiseLevels = new float[size];
        Sounds = new int[size];
    }

    public int Size => NoiseLevels.Length;

    public int Channels => _data.Channels;

    public int Samples => _data.Samples;

    /// <summary>Gets the scale of the sounds before noise is added.</summary>
    public float DataScale => _dataScale;

    public ReadOnlySpan<float> NoisyOf(int item) => Noisy.AsSpan(item * _itemSize, _itemSize);

    /// <summary>Gets a sound without noise, at the data scale.</summary>
    public ReadOnlySpan<float> CleanOf(int item) => _clean.AsSpan(item * _itemSize, _itemSize);

    public float[] Noisy { get; }

    public float[] Target { get; }

    /// <summary>Gets room for what the network predicts.</summary>
    public float[] Predicted { get; }

    public float[] NoiseLevels { get; }

    /// <summary>Gets the noise level of each split, [size, splits]; empty where one holds for a whole sound.</summary>
    public float[] SplitLevels { get; }

    /// <summary>Gets the class of each sound, -1 for none or a hidden one; empty for a network without.</summary>
    public ReadOnlySpan<int> Classes => _classes;

    /// <summary>Gets the character of each sound, [size, coordinates], NaN first for a hidden one; empty for a network without.</summary>
    public ReadOnlySpan<float> Characters => _characters;

    /// <summary>Gets what the network hears of each sound, [size, values]; empty for a network that hears nothing.</summary>
    public ReadOnlySpan<float> Heard => _heard;

    /// <summary>
    /// Gets the embedded caption of each sound, [size, tokens, features], NaN first for none or a hidden one; empty for a network that
    /// reads no text.
    /// </summary>
    public ReadOnlySpan<float> Texts => _texts;

    /// <summary>Gets the index of each sound in the data.</summary>
    public int[] Sounds { get; }

    public Span<float> PredictedOf(int item) => Predicted.AsSpan(item * _itemSize, _itemSize);

    public ReadOnlySpan<float> TargetOf(int item) => Target.AsSpan(item * _itemSize, _itemSize);

    /// <summary>Reads sounds and makes them noisy.</summary>
    /// <param name="items">Which sounds, how noisy, with which noise.</param>
    /// <exception cref="TrainingException">A sound has no caption, and the network has not learnt what stands for none.</exception>
    public void Fill(ReadOnlySpan<NoisyItem> items)
    {
        var wanted = items.ToArray();
        Parallel.For(0, wanted.Length, item =>
        {
            var (sound, visit, level, noise, hidesClass, character) = wanted[item];
            if (_captions is not null)
                ReadCaption(_captions, item, wanted[item]);
            var clean = Part(_clean, item);
            var target = Part(Target, item);
            var label = _data.Read(sound, visit, clean);
            if (_space is not null)
                Tell(_space, clean, character, _characters.AsSpan(item * _space.Size, _space.Size));
            _condition?.Measure(clean, Channels, _heard.AsSpan(item * _heardSize, _heardSize));
            TensorPrimitives.Multiply(clean, _dataScale, clean);
            noise.Fill(target, Channels, draw: 0);
            var splits = wanted[item].SplitLevels;
            splits.CopyTo(SplitLevels, item * splits.Length);
            SplitNoise.Mix(clean, Channels, splits.Length > 0 ? splits : [level], Part(Noisy, item), target);
            (NoiseLevels[item], Sounds[item]) = (level, sound);
            if (_classes.Length > 0)
                _classes[item] = hidesClass ? -1 : label;
        });
        for (var item = 0; _captions is { HasNone: false } && item < wanted.Length; item++)
        {
            if (float.IsNaN(_texts[item * _captions.Size]))
                throw new TrainingException(
                    $"Sound {wanted[item].Sound} has no caption, and the network has not learnt what stands for none: write it one, or "
                    + "train a network with \"useEmbeddingGuidance\".");
        }
    }

    private void ReadCaption(CaptionEmbeddings captions, int item, NoisyItem wanted)
    {
        var isHidden = wanted.HidesCaption && captions.HasNone;
        captions.Write(
            isHidden ? null : _data.Caption(wanted.Sound, wanted.Visit), _texts.AsSpan(item * captions.Size, captions.Size));
    }

    private void Tell(CharacterSpace space, ReadOnlySpan<float> clean, ToldCharacter told, Span<float> character)
    {
        if (told.IsHidden)
        {
            character.Fill(float.NaN);
            return;
        }

        space.Measure(clean, Channels).CopyTo(character);
        if (told.Error == 0)
            return;
        var errors = new float[character.Length];
        told.Noise.Fill(errors, 1, draw: 0);
        TensorPrimitives.MultiplyAdd(errors, told.Error, character, character);
    }

    private Span<float> Part(float[] values, int item) => values.AsSpan(item * _itemSize, _itemSize);
}
