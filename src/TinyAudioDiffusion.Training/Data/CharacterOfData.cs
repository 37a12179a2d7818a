namespace TinyAudioDiffusion.Training.Data;

/// <summary>Fits characters to the sounds of a source.</summary>
public static class CharacterOfData
{
    /// <summary>Measures every sound, as it is at its first visit, and fits a space to all and a prior to each class.</summary>
    /// <param name="data">The sounds, with classes, at 44.1 kHz.</param>
    /// <param name="labels">The classes of the model, in its order; sounds of others are left out.</param>
    /// <param name="components">The number of principal components of the picture.</param>
    /// <returns>The characters, for <see cref="Models.Networks.ModelDescription.Character"/>.</returns>
    /// <exception cref="DataSetException">There are too few sounds, or they do not differ.</exception>
    public static CharacterModel Fit(ITrainingData data, IReadOnlyList<string> labels, int components = 12)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(labels);
        var classes = data.Labels.Select(label => labels.ToList().FindIndex(other => string.Equals(other, label, StringComparison.OrdinalIgnoreCase))).ToList();
        var (fit, samples) = (new CharacterFit(labels.Count), new float[data.Channels * data.Samples]);
        for (var index = 0; index < data.Count; index++)
        {
            var label = data.Read(index, visit: 0, samples);
            if (label >= 0 && classes[label] >= 0)
                fit.Add(classes[label], samples, data.Channels);
        }

        try
        {
            var (space, priors) = fit.Fit(components);
            return new CharacterModel(space, priors);
        }
        catch (InvalidOperationException exception)
        {
            throw new DataSetException("the sounds", null, $"have no characters to learn: {exception.Message}", exception);
        }
    }
}
