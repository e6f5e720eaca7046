using System.Globalization;
using System.Text;
using MySaas.WebApi.Common;
using Serilog;
using Serilog.Core;
using Serilog.Formatting.Display;

namespace MySaas.WebApi.IntegrationTests.Operations;

public sealed class BatchedConsoleTests
{
    private readonly Output _output = new();

    [OneTimeTearDown]
    public void Close() => _output.Dispose();

    [Test]
    public void All_lines_are_out_in_their_order_and_in_fewer_writes_when_the_logger_is_closed()
    {
        const int Count = 20_000;
        using (var logger = Create())
            for (var i = 0; i < Count; i++)
                logger.Information("{Line}", i);

        var lines = _output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Is.EqualTo(Enumerable.Range(0, Count).Select(i => i.ToString(CultureInfo.InvariantCulture))));
        Assert.That(_output.Writes, Is.LessThan(Count / 10));
    }

    [Test]
    public async Task A_line_waits_for_no_other()
    {
        using var logger = Create();

        logger.Information("alone");

        Assert.That(await _output.FirstWrite.WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo("alone\n"));
    }

    private Logger Create()
    {
        _output.Reset();
        var console = new BatchedConsole(new MessageTemplateTextFormatter("{Message:lj}\n", CultureInfo.InvariantCulture), _output);
        return new LoggerConfiguration().WriteTo.Async(sinks => sinks.Sink(console), blockWhenFull: true, monitor: console).CreateLogger();
    }

    private sealed class Output : TextWriter
    {
        private readonly StringBuilder _written = new();
        private TaskCompletionSource<string> _first = new();

        public override Encoding Encoding => Encoding.UTF8;

        public string Text => _written.ToString();

        public int Writes { get; private set; }

        public Task<string> FirstWrite => _first.Task;

        public override void Write(StringBuilder? value)
        {
            if (value is not { Length: > 0 })
                return;
            Writes++;
            _written.Append(value);
            _first.TrySetResult(value.ToString());
        }

        public void Reset()
        {
            _written.Clear();
            (Writes, _first) = (0, new());
        }
    }
}
