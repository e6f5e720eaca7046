namespace MySaas.Benchmarks.Common;

internal static class Figures
{
    /// <summary>Of an even number the upper one of the two in the middle.</summary>
    public static double Median(this IEnumerable<double> values) => values.Percentile(0.5);

    public static double Percentile(this IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];
    }
}
