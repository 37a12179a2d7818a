using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Kits;

/// <summary>A bar of music in which every drum of a kit is heard, with its layers, its turns and its choke group.</summary>
internal static class KitAudition
{
    private const double Beats = 4;

    /// <summary>Renders the bar: two channels at the rate of the first sound, below full scale.</summary>
    public static AudioClip Render(KitLayout layout, ulong seed)
    {
        var rate = layout.Drums[0].Samples[0].Clip.SampleRate;
        var groove = new Groove { Name = $"audition of {layout.Name}", Beats = Beats, Tempo = 100, Hits = Hits(layout) };
        var score = new GrooveScore(groove, new GrooveOptions { VelocityLayers = 1, Gain = 0 }, rate);
        var turns = new Dictionary<(DrumPart, int), int>();
        var sounds = new Dictionary<KitSample, StereoSound>(ReferenceEqualityComparer.Instance);
        var mixer = new GrooveMixer(score, rate, Choose);
        var (left, right) = (new List<float>(), new List<float>());
        var block = new float[2 * 4096];
        for (var frames = block.Length / 2; frames == block.Length / 2;)
        {
            frames = mixer.Read(block);
            for (var i = 0; i < frames; i++)
            {
                left.Add(block[2 * i]);
                right.Add(block[(2 * i) + 1]);
            }
        }

        float[] samples = [.. left, .. right];
        var peak = samples.Max(Math.Abs);
        for (var i = 0; peak > 1 && i < samples.Length; i++)
            samples[i] /= peak;
        var clips = layout.Drums.SelectMany(drum => drum.Samples).Select(sample => sample.Sound.Clip).ToList();
        var models = clips.Select(clip => clip.Recipe?.Model).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return AudioClip.Adopt(samples, 2, rate).WithProvenance(models.Count == 0 ? null : new GrooveProvenance(
            groove.Name, models, seed, [.. clips.Select(clip => clip.ModelLicence).OfType<string>().Distinct(StringComparer.Ordinal)]));

        // The score keeps the order of hits, because they are sorted already.
        StereoSound Choose(int index)
        {
            var hit = groove.Hits[index];
            var drum = layout.Drums.First(drum => drum.Part == hit.Part);
            var velocity = Math.Max(1, (int)Math.Round(127 * hit.Velocity));
            var layer = drum.Samples.Where(sample => sample.LowVelocity <= velocity && velocity <= sample.HighVelocity).ToList();
            var turn = turns[(hit.Part, layer[0].LowVelocity)] = turns.GetValueOrDefault((hit.Part, layer[0].LowVelocity), -1) + 1;
            var sample = layer[turn % layer.Count];
            return sounds.TryGetValue(sample, out var known) ? known : sounds[sample] = StereoSound.Of(sample.Clip, rate, longest: null);
        }
    }

    private static GrooveHit[] Hits(KitLayout layout)
    {
        var hits = new List<GrooveHit>();
        var (kicks, snares, hats, others) = (0, 0, 0, 0);
        foreach (var part in layout.Drums.Select(drum => drum.Part))
        {
            var beats = (part.Kind, part.Kind switch
            {
                DrumKind.Kick => kicks++,
                DrumKind.Snare => snares++,
                DrumKind.HiHat => hats++,
                _ => others++,
            }) switch
            {
                (DrumKind.Kick, 0) => [(0, 1f), (1.5, 0.6f), (2.5, 0.9f)],
                (DrumKind.Snare, 0) => [(1, 0.95f), (2.25, 0.3f), (3, 1f)],
                (DrumKind.HiHat, 0) => Enumerable.Range(0, 7).Select(i => (i * 0.5, i % 2 == 0 ? 0.85f : 0.5f)),
                (DrumKind.HiHat, 1) => [(3.5, 0.85f)],
                (DrumKind.Percussion, var place) => [(((place * 0.75) + 0.75) % Beats, 0.8f)],
                (_, var place) => (IEnumerable<(double, float)>)[((place * 0.75) + 3.25) % Beats is var beat ? (beat, 0.8f) : default],
            };
            hits.AddRange(beats.Select(hit => new GrooveHit(hit.Item1, part, hit.Item2)));
        }

        return [.. hits.OrderBy(hit => hit.Beat)];
    }
}
