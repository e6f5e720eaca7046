using MySaas.Domain.Files;

namespace MySaas.Domain.UnitTests.Files;

public sealed class MediaTypeTests
{
    [TestCase("image/PNG", "image/png")]
    [TestCase("text/plain; charset=utf-8", "text/plain")]
    [TestCase("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text")]
    [TestCase("text/plain\r\nSet-Cookie: a=b", MediaType.Unknown)]
    [TestCase("text", MediaType.Unknown)]
    [TestCase("text/", MediaType.Unknown)]
    [TestCase("a/b/c", MediaType.Unknown)]
    [TestCase("", MediaType.Unknown)]
    [TestCase(null, MediaType.Unknown)]
    public void A_claim_is_a_type_or_nothing(string? claimed, string type) => Assert.That(MediaType.Of(claimed), Is.EqualTo(type));

    [TestCase("image/png", "image/png")]
    [TestCase("text/html", MediaType.Unknown)]
    [TestCase("image/svg+xml", MediaType.Unknown)]
    [TestCase("application/xhtml+xml", MediaType.Unknown)]
    [TestCase("text/javascript", MediaType.Unknown)]
    [TestCase("text/xml", MediaType.Unknown)]
    public void A_receiver_is_told_only_what_does_not_run(string type, string told) => Assert.That(MediaType.Inert(type), Is.EqualTo(told));

    [TestCase("image/png", true)]
    [TestCase("application/pdf", true)]
    [TestCase("application/pdfx", false)]
    [TestCase("text/plain", false)]
    public void A_list_of_types_has_families_and_single_ones(string type, bool isIn) =>
        Assert.That(MediaType.IsIn(["Image/*", "application/pdf"], type), Is.EqualTo(isIn));

    [Test]
    public void An_empty_list_has_every_type() => Assert.That(MediaType.IsIn([], "text/plain"), Is.True);
}
