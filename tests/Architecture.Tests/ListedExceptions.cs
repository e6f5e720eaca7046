namespace MySaas.Architecture.Tests;

/// <summary>Whatever departs from a rule stands in a list with its reason, and the list says no more than there is.</summary>
internal static class ListedExceptions
{
    public static void AssertMatch(IEnumerable<string> found, IReadOnlyDictionary<string, string> listed)
    {
        var names = found.ToHashSet();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(names.Except(listed.Keys), Is.Empty, "These depart from the rule and are not listed with a reason.");
            Assert.That(listed.Keys.Except(names), Is.Empty, "These are listed and do not depart from the rule (any more).");
            Assert.That(listed.Where(entry => entry.Value.Trim().Length < 10), Is.Empty, "These give no reason.");
        }
    }
}
