using MySaas.Application.Common;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Common;

public sealed class OutcomeTests
{
    [Test]
    public void A_result_is_handed_out()
    {
        Outcome<string> outcome = "done";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.OrRefuse(), Is.EqualTo("done"));
            Assert.That(outcome.Refusal, Is.Null);
        }
    }

    [Test]
    public void A_refusal_is_thrown_by_whoever_wants_the_result()
    {
        Outcome<string> outcome = Refusal.NotFound;

        Assert.That(outcome.OrRefuse, IsNotFound);
    }

    [Test]
    public void A_refusal_of_one_field_names_it()
    {
        var refusal = Refusal.Invalid("limit", "The limit is 1 to 100.");

        Assert.That(refusal.Errors, Is.EqualTo(new Dictionary<string, string[]> { ["limit"] = ["The limit is 1 to 100."] }));
    }

    [Test]
    public void Whoever_is_too_fast_is_told_how_long_to_wait() =>
        Assert.That(Refusal.RateLimited(TimeSpan.FromSeconds(5)).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(5)));
}
