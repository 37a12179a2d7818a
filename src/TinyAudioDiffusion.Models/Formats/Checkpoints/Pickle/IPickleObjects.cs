namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

/// <summary>
/// The meaning of the names and persistent ids of a pickle. Refusals are <see cref="PickleException"/>; the machine adds the place.
/// </summary>
internal interface IPickleObjects
{
    /// <summary>Looks at a name before it goes on the stack.</summary>
    void Admit(PickleGlobal global);

    /// <summary>Describes what a call would make.</summary>
    object? Call(PickleGlobal global, PickleTuple arguments);

    /// <summary>Describes the object of a persistent id.</summary>
    object? Load(object? persistentId);
}
