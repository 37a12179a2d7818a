using Spectre.Console;
using Spectre.Console.Rendering;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>Cleans whatever a console draws, with <see cref="PlainText"/>: tables, panels, progress bars. Its own codes for colours stay.</summary>
internal sealed class PlainTextHook : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables)
        => renderables.Select(renderable => new Plain(renderable));

    private sealed class Plain(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
            => inner.Render(options, maxWidth).Select(segment => segment.IsControlCode || segment.IsLineBreak || segment.Text == "\n"
                ? segment
                : new Segment(string.Join('\n', segment.Text.Split('\n').Select(PlainText.OnOneLine)), segment.Style));
    }
}
