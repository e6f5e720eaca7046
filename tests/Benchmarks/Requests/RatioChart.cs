using System.Globalization;
using System.Xml.Linq;

namespace MySaas.Benchmarks.Requests;

/// <summary>A share of the limit for each request and engine, as bars for <c>docs/performance.md</c>.</summary>
internal static class RatioChart
{
    private const int Width = 760, Left = 230, BarHeight = 14, RowHeight = 46, Top = 34;

    private static readonly Dictionary<string, string> Colours = new() { ["PostgreSql"] = "#336791", ["Sqlite"] = "#8aa9c4" };

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static void Write(string path, IReadOnlyList<(string Engine, string Request, double Ratio)> measured)
    {
        var requests = measured.Select(one => one.Request).Distinct().ToList();
        var height = Top + (requests.Count * RowHeight) + 24;
        var chart = new XElement(
            Svg + "svg", Attribute("viewBox", $"0 0 {Width} {height}"), Attribute("font-family", "system-ui, sans-serif"), Attribute("font-size", 13),
            new XElement(Svg + "title", "Requests per second, as a share of the limit program's"),
            new XElement(Svg + "rect", Attribute("width", Width), Attribute("height", height), Attribute("fill", "#ffffff")),
            Legend(),
            Gridlines(height),
            requests.Select((request, row) => Text(Left - 12, Top + (row * RowHeight) + 20, request, "end")),
            measured.Select(one => Bar(one, requests.IndexOf(one.Request))));
        File.WriteAllText(path, chart + Environment.NewLine);
    }

    private static IEnumerable<XElement> Legend() => Colours.SelectMany((engine, i) => new[]
    {
        new XElement(Svg + "rect", Attribute("x", Left + (i * 110)), Attribute("y", 8), Attribute("width", 12), Attribute("height", 12), Attribute("fill", engine.Value)),
        Text(Left + (i * 110) + 18, 18, engine.Key, "start"),
    });

    private static IEnumerable<XElement> Gridlines(int height) => new[] { 0, 0.25, 0.5, 0.75, 1 }.SelectMany(share => new[]
    {
        new XElement(
            Svg + "line", Attribute("x1", At(share)), Attribute("x2", At(share)), Attribute("y1", Top - 4), Attribute("y2", height - 20), Attribute("stroke", "#cccccc")),
        Text(At(share), height - 6, share.ToString("0.##", CultureInfo.InvariantCulture), "middle"),
    });

    private static IEnumerable<XElement> Bar((string Engine, string Request, double Ratio) one, int row)
    {
        var y = Top + (row * RowHeight) + (Colours.Keys.ToList().IndexOf(one.Engine) * (BarHeight + 2));
        yield return new XElement(
            Svg + "rect", Attribute("x", Left), Attribute("y", y), Attribute("width", Math.Round(At(Math.Min(one.Ratio, 1.1)) - Left, 1)), Attribute("height", BarHeight),
            Attribute("fill", Colours[one.Engine]));
        yield return Text(At(Math.Min(one.Ratio, 1.1)) + 6, y + 11, one.Ratio.ToString("0.00", CultureInfo.InvariantCulture), "start");
    }

    private static double At(double share) => Math.Round(Left + (share * (Width - Left - 90)), 1);

    private static XElement Text(double x, double y, string text, string anchor) =>
        new(Svg + "text", Attribute("x", x), Attribute("y", y), Attribute("text-anchor", anchor), Attribute("fill", "#333333"), text);

    private static XAttribute Attribute(string name, object value) => new(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
}
