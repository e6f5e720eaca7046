using FsCheck;
using FsCheck.Fluent;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

internal sealed class JobsOptionsTests
{
    [TestCase(1, 5)]
    [TestCase(2, 20)]
    [TestCase(3, 80)]
    [TestCase(4, 320)]
    [TestCase(5, 1280)]
    [TestCase(6, 3600)]
    [TestCase(7, 3600)]
    [TestCase(100, 3600)]
    public void Each_wait_is_four_times_the_last_up_to_an_hour_less_a_fifth_at_most(int attempt, int seconds)
    {
        var delays = Enumerable.Range(0, 200).Select(_ => new JobsOptions().DelayAfter(attempt).TotalSeconds).ToList();

        Assert.That(delays, Is.All.InRange(seconds * 0.8, (double)seconds));
        Assert.That(delays.Max() - delays.Min(), Is.GreaterThan(seconds * 0.05), "spread");
    }

    [Test]
    public void No_wait_is_longer_than_the_cap_or_without_length()
    {
        var drawn =
            from first in Gen.Choose(10, 3_600_000)
            from cap in Gen.Choose(10, 86_400_000)
            from attempt in Gen.Choose(1, 100)
            select (first, cap, attempt);

        Prop.ForAll(drawn.ToArbitrary(), given =>
        {
            var options = new JobsOptions
            {
                RetryBaseDelay = TimeSpan.FromMilliseconds(given.first),
                RetryMaxDelay = TimeSpan.FromMilliseconds(given.cap),
            };

            var delay = options.DelayAfter(given.attempt);

            return delay > TimeSpan.Zero && delay <= options.RetryMaxDelay;
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void The_defaults_try_for_two_hours_and_more()
    {
        var options = new JobsOptions();

        var hours = Enumerable.Range(1, options.MaxAttempts - 1).Sum(attempt => options.DelayAfter(attempt).TotalHours);

        Assert.That(hours, Is.GreaterThan(2));
    }
}
