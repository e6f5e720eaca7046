using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MySaas.Benchmarks.HotPaths;

/// <summary>
/// What every request runs through, a piece at a time and without HTTP. What a piece allocates is the same on every machine; how long it takes is to be
/// read as the ratio to the first of its table.
/// </summary>
internal static class InProcess
{
    /// <param name="filter">As BenchmarkDotNet takes it, such as <c>*Token*</c>; none for all.</param>
    public static void Run(string filter)
    {
        var config = ManualConfig.CreateEmpty()
            .WithArtifactsPath("artifacts/benchmarks")
            .WithCultureInfo(CultureInfo.InvariantCulture)
            // In this process: a project of BenchmarkDotNet's own would have to be let into what is internal, too.
            .AddJob(Job.ShortRun.WithIterationCount(8).WithToolchain(InProcessEmitToolchain.DontLogOutput))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(TargetMethodColumn.Type, TargetMethodColumn.Method, StatisticColumn.Median, BaselineRatioColumn.RatioMean)
            .AddColumnProvider(DefaultColumnProviders.Params, DefaultColumnProviders.Metrics)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default);
        BenchmarkSwitcher.FromAssembly(typeof(InProcess).Assembly).Run(["--filter", filter], config);
    }
}
