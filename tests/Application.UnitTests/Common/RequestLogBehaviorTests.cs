using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Application.UnitTests.Common;

public sealed class RequestLogBehaviorTests
{
    private const string Secret = "correct-horse-battery-9";

    [Test]
    public async Task A_line_tells_the_use_case_its_end_its_duration_and_for_whom()
    {
        var person = Guid.CreateVersion7(World.Monday);

        var line = await LineOfAsync(() => Task.FromResult<Outcome<string>>("done"), person);

        Assert.That(line, Is.EqualTo($"OpenDoor ok in 250.0 ms for {person}"));
    }

    [Test]
    public async Task A_thrown_refusal_is_logged_by_its_code() =>
        Assert.That(await LineOfAsync(() => throw Refusal.NotFound.AsException()), Does.StartWith("OpenDoor not_found in "));

    [Test]
    public async Task A_returned_refusal_is_logged_by_its_code() =>
        Assert.That(
            await LineOfAsync(() => Task.FromResult<Outcome<string>>(Refusal.NotFound)), Does.StartWith("OpenDoor not_found in "));

    [Test]
    public async Task A_broken_rule_is_logged_by_its_code() =>
        Assert.That(
            await LineOfAsync(() => throw new BrokenRuleException("doors.locked", "It is locked.")),
            Does.StartWith("OpenDoor doors.locked in "));

    [Test]
    public async Task Any_other_fault_is_a_failure() =>
        Assert.That(await LineOfAsync(() => throw new TimeoutException(Secret)), Does.StartWith("OpenDoor failed in "));

    [Test]
    public async Task A_command_is_told_at_Information() =>
        Assert.That((await LogAsync(new OpenDoor(Secret), () => Task.FromResult<Outcome<string>>("done"))).Level, Is.EqualTo(LogLevel.Information));

    [Test]
    public async Task A_question_that_was_answered_is_told_at_Debug_since_its_request_has_a_line() =>
        Assert.That((await LogAsync(new IsOpen(), () => Task.FromResult<Outcome<string>>("yes"))).Level, Is.EqualTo(LogLevel.Debug));

    [Test]
    public async Task A_question_that_was_refused_is_told_at_Information() =>
        Assert.That((await LogAsync(new IsOpen(), () => throw Refusal.NotFound.AsException())).Level, Is.EqualTo(LogLevel.Information));

    [Test]
    public async Task What_was_in_the_message_is_not_logged() =>
        Assert.That(await LineOfAsync(() => throw new TimeoutException(Secret)), Does.Not.Contain(Secret));

    private static async Task<string> LineOfAsync(Func<Task<Outcome<string>>> handler, Guid? person = null) =>
        (await LogAsync(new OpenDoor(Secret), handler, person)).Text;

    private static async Task<(LogLevel Level, string Text)> LogAsync<TRequest>(TRequest request, Func<Task<Outcome<string>>> handler, Guid? person = null)
        where TRequest : notnull
    {
        var clock = new FakeTimeProvider(World.Monday);
        var logger = new Lines<TRequest>();
        var behavior = new RequestLogBehavior<TRequest, Outcome<string>>(
            logger, Mock.Of<ICaller>(caller => caller.UserId == person), clock);

        try
        {
            await behavior.Handle(request, CancellationToken.None, () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
                return handler();
            });
        }
        catch (Exception ended) when (ended is RefusedException or BrokenRuleException or TimeoutException)
        {
            // The line is what counts here; that the exception goes on to the edge is every other test's business.
        }

        return logger.Single;
    }

    private sealed record OpenDoor(string Key) : ICommand<Outcome<string>>;

    private sealed record IsOpen : IQuery<Outcome<string>>;

    private sealed class Lines<TRequest> : ILogger<RequestLogBehavior<TRequest, Outcome<string>>> where TRequest : notnull
    {
        private readonly List<(LogLevel, string)> _lines = [];

        public (LogLevel Level, string Text) Single => _lines.Single();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Add((logLevel, formatter(state, exception) + exception));
    }
}
