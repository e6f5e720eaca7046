using MySaas.Domain.Organizations;

namespace MySaas.Domain.UnitTests.Organizations;

public sealed class SlugTests
{
    [TestCase("Acme", "acme")]
    [TestCase("  Ünited Foo & Co. ", "united-foo-co")]
    [TestCase("Łódź", "odz")]
    [TestCase("a---b", "a-b")]
    [TestCase("李", "organization")]
    [TestCase("!!!", "organization")]
    public void It_is_what_can_stand_in_an_address(string name, string slug) => Assert.That(Slug.Of(name), Is.EqualTo(slug));

    [Test]
    public void It_leaves_room_for_a_suffix_and_ends_on_no_dash()
    {
        var slug = Slug.Of(new string('a', 49) + "-" + new string('b', 50));

        Assert.That(slug, Is.EqualTo(new string('a', 49)));
    }
}
