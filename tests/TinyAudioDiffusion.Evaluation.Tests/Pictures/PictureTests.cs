using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;
using TinyAudioDiffusion.Evaluation.Pictures;

namespace TinyAudioDiffusion.Evaluation.Tests.Pictures;

public sealed class PictureTests
{
    private static readonly AudioClip _tone = new(
        [.. Enumerable.Range(0, 20000).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * 5000 * i / 44100)))], 1, 44100);

    [Fact]
    public void Mel_OfATone_IsBrightestAtItsFrequency()
    {
        var (pixels, width, height) = Decode(MelPicture.Draw(_tone));

        var middle = Enumerable.Range(0, height).Select(row => pixels[(row * width) + (width / 2)]).ToList();
        var bright = height - 1 - middle.IndexOf(middle.Max());
        Assert.Equal(MelPicture.Bands, height);
        var expected = height * Math.Log(1 + (5000 / 700.0)) / Math.Log(1 + (22050 / 700.0));
        Assert.InRange(bright, expected - 2, expected + 2);
        Assert.Equal(255, middle.Max());
    }

    [Fact]
    public void Mel_OfSilence_IsBlack()
        => Assert.All(Decode(MelPicture.Draw(new AudioClip(new float[5000], 1, 44100))).Pixels, pixel => Assert.Equal(0, pixel));

    [Fact]
    public void Mel_OfNothingOrNoNumbers_IsRefused()
    {
        Assert.Throws<UnusableSoundException>(() => MelPicture.Draw(new AudioClip([], 1, 44100)));
        Assert.Throws<UnusableSoundException>(() => MelPicture.Draw(new AudioClip([float.NaN, 1], 1, 44100)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(20000)]
    public void Waveform_OfAnyLength_IsWellFormed(int length)
    {
        var svg = XElement.Parse(WaveformPicture.Draw(new AudioClip(new float[length * 2], 2, 44100), 300, 60, "A \"test\" & more"));

        Assert.Equal("A \"test\" & more", (string?)svg.Attribute("aria-label"));
        Assert.Equal(length == 0 ? 1 : 3, svg.Elements("path").Count());
    }

    [Fact]
    public void Sounds_SideBySide_AreAPictureThatStandsAlone()
    {
        var svg = XDocument.Parse(SoundPicture.Draw([("a <kick>", _tone), ("b\u0001", _tone), ("c", _tone)])).Root!;

        Assert.Equal("http://www.w3.org/2000/svg", svg.Name.NamespaceName);
        Assert.Equal(3, svg.Descendants(svg.Name.Namespace + "image").Count());
        Assert.Contains(svg.Descendants(svg.Name.Namespace + "text"), text => text.Value == "a <kick>");
    }

    [Fact]
    public void Plot_OfManyPoints_KeepsExtremesAndStaysSmall()
    {
        var points = Enumerable.Range(0, 100_000).Select(i => ((double)i, i == 77_777 ? 9.0 : 1.0)).ToList();

        var svg = Plot(new PlotSeries("spiky", "blue", PlotLine.Curve, points)).Draw(600, 300);

        Assert.True(svg.Length < 60_000, $"{svg.Length} characters");
        Assert.True(XElement.Parse(svg).Descendants("path").Count() > 3);
        Assert.Contains(" 14", svg[svg.LastIndexOf("<path", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plot_OfWhatIsNotFiniteOrPositive_LeavesItOut(bool logarithmic)
    {
        var plot = new LinePlot
        {
            Description = "d",
            Logarithmic = logarithmic,
            Series =
            [
                new("a", "blue", PlotLine.Faint, [(1, double.NaN), (2, double.PositiveInfinity), (3, 0.5), (4, 0), (5, -1)]),
                new("b", "orange", PlotLine.Dots, []),
                new("c", "green", PlotLine.Dots, [(3, 2)]),
            ],
        };

        var svg = plot.Draw(300, 200);

        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        Assert.Single(XElement.Parse(svg).Descendants("circle"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Plot_OfHardlyAnything_IsDrawn(int count)
        => XElement.Parse(
            Plot(
                new PlotSeries("a", "blue", PlotLine.Curve, [.. Enumerable.Range(0, count).Select(i => ((double)i, 0.0))])).Draw(300, 200));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.0001, 0.00013)]
    [InlineData(-1e9, 1e9)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    public void Axis_Marks_AreAFewWithinTheRange(double least, double most)
    {
        var axis = new PlotAxisProbe(least, most);

        Assert.InRange(axis.Marks.Count, 1, 12);
        Assert.All(axis.Marks, mark => Assert.InRange(mark, 0, 1));
    }

    private static LinePlot Plot(PlotSeries series) => new() { Description = "A plot", XLabel = "step", Series = [series] };

    // The marks of the vertical axis, as the grid of a picture shows them.
    private sealed class PlotAxisProbe
    {
        public PlotAxisProbe(double least, double most)
        {
            var svg = XElement.Parse(Plot(new PlotSeries("a", "blue", PlotLine.Curve, [(0, least), (1, most)])).Draw(400, 300));
            foreach (var line in svg.Elements("path").Where(path => (string?)path.Attribute("class") == "grid"))
                Marks.Add(
                    (
                        double.Parse(((string)line.Attribute("d")!).Split(' ')[1].Split('h')[0],
                            System.Globalization.CultureInfo.InvariantCulture) - 26) / (300 - 26 - 36));
        }

        public List<double> Marks { get; } = [];
    }

    // The pixels of the PNG files that we write: one IDAT, no filters.
    private static (byte[] Pixels, int Width, int Height) Decode(byte[] png)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var data = png.AsSpan().IndexOf("IDAT"u8);
        var size = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(data - 4));
        using var stream = new ZLibStream(new MemoryStream(png, data + 4, size), CompressionMode.Decompress);
        var rows = new byte[height * (width + 1)];
        stream.ReadExactly(rows);
        return ([.. rows.Where((_, i) => i % (width + 1) != 0)], width, height);
    }
}
