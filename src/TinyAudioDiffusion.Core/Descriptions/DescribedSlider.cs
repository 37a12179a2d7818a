namespace TinyAudioDiffusion;

/// <summary>A slider that a description sets.</summary>
/// <param name="Name">Its name, one of <see cref="CharacterSpace.ControlNames"/>.</param>
/// <param name="Value">Its value, a quantile within the class from 0 to 1; see <see cref="CharacterSliders"/>.</param>
/// <param name="Words">The words that say so.</param>
public sealed record DescribedSlider(string Name, double Value, string Words);
