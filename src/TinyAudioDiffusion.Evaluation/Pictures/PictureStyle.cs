namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>The colours and letters of all pictures, light and dark as the reader's system has it.</summary>
internal static class PictureStyle
{
    /// <summary>The style sheet: put it into a page once, or into a picture that is a file of its own.</summary>
    /// <remarks>The colours of lines are Okabe and Ito's, which the colour-blind can tell apart.</remarks>
    public const string Css =
        """
        :root{--paper:#fbfbfa;--card:#ffffff;--ink:#1c1d1f;--soft:#62666d;--line:#dcdde0;--grid:#e9eaec;
        --blue:#0072b2;--orange:#d55e00;--green:#00875f;--purple:#9a5a86;--range:#9cc3dd;--level:#0072b2}
        @media(prefers-color-scheme:dark){:root{--paper:#131416;--card:#1c1e21;--ink:#e8e9eb;--soft:#9ba0a8;--line:#34373c;--grid:#2a2d31;
        --blue:#56b4e9;--orange:#f0913f;--green:#2fc08f;--purple:#d493bd;--range:#2b5a78;--level:#56b4e9}}
        svg{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        svg text{fill:var(--soft);font-size:12px}
        svg .title{fill:var(--ink);font-size:14px;font-weight:600}
        .axis{stroke:var(--line);fill:none}
        .grid{stroke:var(--grid);fill:none}
        .range{fill:var(--range)}
        .level{fill:var(--level)}
        .curve{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .faint{fill:none;stroke-width:1;opacity:.35;stroke-linejoin:round}
        .blue{stroke:var(--blue)}.orange{stroke:var(--orange)}.green{stroke:var(--green)}.purple{stroke:var(--purple)}
        .dot{fill:var(--card);stroke-width:2}
        .paper{fill:var(--card)}
        """;
}
