namespace TinyAudioDiffusion.Models.Tests.Formats.Building;

/// <summary>Asserts that bad input is refused by the typed exception, with file, place and reason, and without a big allocation.</summary>
internal static class Refusal
{
    public static ModelFormatException Of(Action read, string reason, string? place = null, long maxAllocatedBytes = 8 << 20)
        => Of<ModelFormatException>(read, reason, place, maxAllocatedBytes);

    public static T Of<T>(Action read, string reason, string? place = null, long maxAllocatedBytes = 8 << 20)
        where T : ModelFormatException
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.ThrowsAny<T>(read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, maxAllocatedBytes);
        Assert.Contains(reason, exception.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(".", exception.Reason, StringComparison.Ordinal);
        Assert.StartsWith("memory", exception.File, StringComparison.Ordinal);
        if (place is not null)
            Assert.Contains(place, exception.Place ?? "", StringComparison.Ordinal);
        return exception;
    }
}
