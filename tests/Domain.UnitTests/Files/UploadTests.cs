using MySaas.Domain.Files;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;

namespace MySaas.Domain.UnitTests.Files;

public sealed class UploadTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void The_room_for_a_direct_upload_is_what_was_announced()
    {
        var upload = Announced();

        Assert.That((upload.IsDirect, upload.ReservedBytes, upload.ExpiresAt), Is.EqualTo((true, 3L, Monday.AddHours(1))));
    }

    [Test]
    public void One_at_a_time_looks_at_the_bytes()
    {
        var upload = Announced();
        upload.BeginVerification(Monday);

        Assert.That(() => upload.BeginVerification(Monday.AddMinutes(14)), BreaksRule("files.verifying"));

        upload.EndVerification();
        Assert.That(() => upload.BeginVerification(Monday.AddMinutes(14)), Throws.Nothing);
    }

    [Test]
    public void Who_died_while_looking_holds_nobody_up_for_long_and_is_told_from_the_next()
    {
        var upload = Announced();
        upload.BeginVerification(Monday);
        var dead = upload.VerifyingUntil;

        upload.BeginVerification(Monday + Upload.VerificationTime);

        Assert.That(upload.VerifyingUntil, Is.GreaterThan(dead!));
    }

    [Test]
    public void An_upload_does_not_expire_while_its_bytes_are_looked_at()
    {
        var upload = Announced();

        upload.BeginVerification(Monday.AddMinutes(59));

        Assert.That(upload.ExpiresAt, Is.EqualTo(Monday.AddMinutes(59) + Upload.VerificationTime));
    }

    [Test]
    public void What_has_expired_or_is_not_direct_is_not_looked_at()
    {
        var form = Upload.Begin(Guid.CreateVersion7(), uploaderId: null, TimeSpan.FromHours(1), Monday);

        Assert.That(() => Announced().BeginVerification(Monday.AddHours(1)), BreaksRule("files.upload_expired"));
        Assert.That(() => form.BeginVerification(Monday), BreaksRule("files.not_direct"));
    }

    private static Upload Announced() => Upload.Announce(
        Guid.CreateVersion7(), uploaderId: null, "a.txt", "text/plain", 3, new string('0', 64), TimeSpan.FromHours(1), Monday);
}
