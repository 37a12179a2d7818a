namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

/// <summary>What the names and persistent ids of a pickle mean. Refusals are <see cref="PickleException"/>; the machine adds the place.</summary>
internal interface IPickleObjects
{
    /// <summary>Looks at a name before it goes on the stack.</summary>
    void Admit(PickleGlobal global);

    /// <summary>Describes what a call would make.</summary>
    object? Call(PickleGlobal global, PickleTuple arguments);

    /// <summary>Describes what a persistent id stands for.</summary>
    object? Load(object? persistentId);
}
