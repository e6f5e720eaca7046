using MySaas.Domain.Common;
using MySaas.Domain.Files;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;

namespace MySaas.Domain.UnitTests.Files;

public sealed class StoredFileTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_file_has_the_id_of_its_upload_and_is_not_given_out_yet()
    {
        var upload = NewUpload();

        var file = Complete(upload);

        Assert.That((file.Id, file.OrganizationId, file.Status, file.Scan), Is.EqualTo((upload.Id, upload.OrganizationId, FileStatus.Processing, ScanState.Pending)));
        Assert.That(file.RequireReady, BreaksRule("files.not_ready"));
        Assert.That(file.Events, Is.EqualTo(new[] { new FileUploaded(file.OrganizationId, file.Id, "a.txt", "text/plain", 3) }));
    }

    [Test]
    public void A_ready_file_is_given_out_and_is_at_no_step()
    {
        var file = Complete(NewUpload());
        file.Enter("scan");

        file.BecomeReady();

        Assert.That(file.RequireReady, Throws.Nothing);
        Assert.That((file.Step, file.IsAt("scan")), Is.EqualTo(((string?)null, false)));
    }

    [Test]
    public void An_infected_file_is_rejected_and_told_of()
    {
        var file = Complete(NewUpload());
        file.Enter("scan");
        file.TakeEvents();

        file.RecordScan(ScanState.Infected, "Eicar");

        Assert.That((file.Status, file.RejectedBecause, file.Threat), Is.EqualTo((FileStatus.Rejected, "files.infected", "Eicar")));
        Assert.That(file.IsAt("scan"), Is.False);
        Assert.That(file.RequireReady, BreaksRule("files.not_ready"));
        Assert.That(file.Events, Is.EqualTo(new IDomainEvent[] { new FileRejected(file.OrganizationId, file.Id, "files.infected", "Eicar") }));
    }

    [TestCase(ScanState.Unscanned)]
    [TestCase(ScanState.Clean)]
    public void Any_other_verdict_lets_it_go_on(ScanState state)
    {
        var file = Complete(NewUpload());
        file.Enter("scan");

        file.RecordScan(state, null);

        Assert.That((file.Scan, file.IsAt("scan")), Is.EqualTo((state, true)));
    }

    private static Upload NewUpload() => Upload.Begin(Guid.CreateVersion7(), Guid.CreateVersion7(), TimeSpan.FromHours(1), Monday);

    private static StoredFile Complete(Upload upload) => upload.Complete("a.txt", "text/plain", 3, new string('0', 64), Monday);
}
