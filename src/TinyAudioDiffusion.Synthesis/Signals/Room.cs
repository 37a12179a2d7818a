namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>
/// A small room: a few early reflections, then a feedback delay network of four lines (Jot and Chaigne, 1991) with a Hadamard matrix, whose
/// lines are heard from different sides. What lies below 180 Hz does not enter it, so that the low end stays in the middle.
/// </summary>
/// <param name="Level">The level of the room, as a factor.</param>
/// <param name="Size">The longest way of the sound in seconds, at most 0.045.</param>
/// <param name="Decay">The decay by 60 dB in seconds.</param>
/// <param name="Damping">The share of high frequencies that the walls absorb, 0 to 1.</param>
/// <param name="Width">The width of the room between the loudspeakers, 0 to 1.</param>
internal readonly record struct Room(float Level, float Size, float Decay, float Damping, float Width)
{
    private const int LineLength = 2048;
    private const int Mask = LineLength - 1;
    private const float Floor = 1e-18f;

    /// <summary>Adds the room to a sound.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="draws">Places the reflections.</param>
    public void Apply(StereoSound sound, Draws draws)
    {
        using var scratch = new Scratch(sound.Length);
        var input = scratch.Span;
        sound.Mid.CopyTo(input);
        Biquad.HighPass(180).Apply(input);
        Biquad.LowPass(11000 - (8000 * Damping)).Apply(input);
        AddReflections(sound, input, draws);
        AddDiffuse(sound, input, draws);
    }

    private void AddReflections(StereoSound sound, ReadOnlySpan<float> input, Draws draws)
    {
        for (var reflection = 0; reflection < 4; reflection++)
        {
            var way = Size * draws.Uniform(0.08f, 1);
            var delay = Math.Min((int)(way * StereoSound.SampleRate), input.Length);
            var gain = Level * draws.Uniform(0.3f, 0.8f) * (draws.Chance(0.5f) ? 1 : -1);
            var place = Width * draws.Uniform(-1, 1);
            var mid = sound.Mid[delay..];
            var side = sound.Side[delay..];
            for (var i = 0; i < mid.Length; i++)
            {
                mid[i] += gain * input[i];
                side[i] += gain * place * input[i];
            }
        }
    }

    private void AddDiffuse(StereoSound sound, ReadOnlySpan<float> input, Draws draws)
    {
        using var scratch = new Scratch(4 * LineLength);
        var lineA = scratch.Span[..LineLength];
        var lineB = scratch.Span.Slice(LineLength, LineLength);
        var lineC = scratch.Span.Slice(2 * LineLength, LineLength);
        var lineD = scratch.Span.Slice(3 * LineLength, LineLength);
        var (delayA, delayB, delayC, delayD) = (Delay(draws, 0.41f), Delay(draws, 0.57f), Delay(draws, 0.74f), Delay(draws, 0.97f));
        var (gainA, gainB, gainC, gainD) = (Gain(delayA), Gain(delayB), Gain(delayC), Gain(delayD));
        var (a, b, c, d) = (0f, 0f, 0f, 0f);
        var pass = 1 - (0.7f * Damping);
        var mid = sound.Mid;
        var side = sound.Side;
        for (var i = 0; i < input.Length; i++)
        {
            a += pass * ((gainA * lineA[(i - delayA) & Mask]) - a);
            b += pass * ((gainB * lineB[(i - delayB) & Mask]) - b);
            c += pass * ((gainC * lineC[(i - delayC) & Mask]) - c);
            d += pass * ((gainD * lineD[(i - delayD) & Mask]) - d);
            mid[i] += Level * (a + b + c + d);
            side[i] += Level * Width * (a - b + c - d);

            var x = input[i] + Floor;
            var (sumAB, sumCD, differenceAB, differenceCD) = (a + b, c + d, a - b, c - d);
            lineA[i & Mask] = x + (0.5f * (sumAB + sumCD));
            lineB[i & Mask] = x + (0.5f * (differenceAB + differenceCD));
            lineC[i & Mask] = (0.5f * (sumAB - sumCD)) - x;
            lineD[i & Mask] = x + (0.5f * (differenceAB - differenceCD));
        }
    }

    private int Delay(Draws draws, float share)
        => Math.Clamp((int)(Size * share * draws.Uniform(0.9f, 1.03f) * StereoSound.SampleRate), 1, Mask);

    // The decay of one pass through a line.
    private float Gain(int delay) => Decibels.ToAmplitude(-60f * delay / (Decay * StereoSound.SampleRate));
}
