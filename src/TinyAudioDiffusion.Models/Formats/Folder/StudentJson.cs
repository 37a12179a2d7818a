using System.Text.Json;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>
/// The "student" of model.json: the noise levels of a model of few calls, its teacher, and the guidance that is a part of it.
/// </summary>
internal static class StudentJson
{
    public static StudentSampling Read(ConfigurationScope scope, ICollection<string>? warnings)
    {
        var student = new StudentSampling
        {
            NoiseLevels = [.. scope.Numbers("noiseLevels").Select(level => (float)level)],
            Teacher = scope.OptionalText("teacher"),
            Guidance = scope.OptionalDouble("guidance"),
            GuidanceInterval = scope.OptionalText("guidanceInterval") is { } interval
                ? GuidanceInterval.Parse(interval)
                    ?? throw scope.Bad("guidanceInterval", $"is \"{interval}\", but must be two noise levels from 0 to 1, as \"0.2-0.9\".")
                : null,
        };
        if (student.FindProblem() is { } problem)
            throw scope.Bad("noiseLevels", $"{problem}.");
        if (student.Guidance is { } guidance and not (>= 0 and <= 100))
            throw scope.Bad("guidance", $"is {guidance}, but must be from 0 to 100.");
        foreach (var place in scope.Unknown())
            warnings?.Add($"{scope.File}: {place} is not known and was ignored.");
        return student;
    }

    public static void Write(Utf8JsonWriter json, StudentSampling student)
    {
        json.WriteStartObject("student");
        json.WriteStartArray("noiseLevels");
        foreach (var level in student.NoiseLevels)
            json.WriteNumberValue(level);
        json.WriteEndArray();
        if (student.Teacher is { } teacher)
            json.WriteString("teacher", teacher);
        if (student.Guidance is { } guidance)
            json.WriteNumber("guidance", guidance);
        if (student.GuidanceInterval is { } interval)
            json.WriteString("guidanceInterval", interval.ToString());
        json.WriteEndObject();
    }
}
