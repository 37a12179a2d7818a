using Microsoft.AspNetCore.Mvc;

namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>The query of a request for a sound.</summary>
internal sealed record SoundQuery
{
    /// <summary>Gets the id of the sound; the rest does not count then.</summary>
    [FromQuery(Name = "id")]
    public string? Id { get; init; }

    /// <summary>Gets the kind of drum: kick, snare, hihat or percussion.</summary>
    [FromQuery(Name = "kind")]
    public string? Kind { get; init; }

    /// <summary>Gets the class, for a model with classes.</summary>
    [FromQuery(Name = "class")]
    public string? Class { get; init; }

    /// <summary>Gets the model, one of those that the service has.</summary>
    [FromQuery(Name = "model")]
    public string? Model { get; init; }

    /// <summary>Gets the seed; without one the service draws it and sends the client to the sound of that seed.</summary>
    [FromQuery(Name = "seed")]
    public ulong? Seed { get; init; }

    /// <summary>Gets the number of steps.</summary>
    [FromQuery(Name = "steps")]
    public int? Steps { get; init; }

    /// <summary>Gets the length in samples of each channel.</summary>
    [FromQuery(Name = "length")]
    public int? Length { get; init; }

    /// <summary>Gets the brightness, from 0 to 1, for a model that takes characters.</summary>
    [FromQuery(Name = "brightness")]
    public double? Brightness { get; init; }

    /// <summary>Gets the decay, from 0 to 1.</summary>
    [FromQuery(Name = "decay")]
    public double? Decay { get; init; }

    /// <summary>Gets the pitch, from 0 to 1.</summary>
    [FromQuery(Name = "pitch")]
    public double? Pitch { get; init; }

    /// <summary>Gets the punch, from 0 to 1.</summary>
    [FromQuery(Name = "punch")]
    public double? Punch { get; init; }

    /// <summary>Gets the noisiness, from 0 to 1.</summary>
    [FromQuery(Name = "noisiness")]
    public double? Noisiness { get; init; }

    /// <summary>Gets the format: wav, the default, or flac.</summary>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    /// <summary>Makes the options of the sound.</summary>
    public GenerationOptions ToOptions()
    {
        var sliders = new CharacterSliders
        {
            Brightness = Brightness,
            Decay = Decay,
            Pitch = Pitch,
            Punch = Punch,
            Noisiness = Noisiness,
        };
        return new GenerationOptions
        {
            Model = Model,
            Class = Class,
            Seed = Seed,
            Steps = Steps,
            Length = Length,
            Character = sliders == new CharacterSliders() ? null : sliders,
        };
    }
}
