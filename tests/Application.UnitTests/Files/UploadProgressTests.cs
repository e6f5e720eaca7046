using MediatR;
using Microsoft.Extensions.Time.Testing;
using Moq;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Application.UnitTests.Files;

/// <summary>How much room is taken for bytes that come, and how often it is said that they come.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UploadProgressTests
{
    private const int Piece = 64 * 1024;
    private const long Step = 4 * 1024 * 1024;

    private readonly StorageKey _key = new(Guid.CreateVersion7(), Guid.CreateVersion7(), FilePart.Original);
    private readonly FakeTimeProvider _clock = new();
    private readonly Mock<IMediator> _mediator = new();
    private readonly List<long> _taken = [];
    private long _room = long.MaxValue;
    private int _alive;

    public UploadProgressTests() => _mediator
        .Setup(mediator => mediator.Send(It.IsAny<IRequest<Unit>>(), It.IsAny<CancellationToken>()))
        .Returns((IRequest<Unit> sent, CancellationToken _) => Take((ContinueUpload)sent));

    [Test]
    public async Task What_was_announced_is_taken_at_once()
    {
        await FlowAsync(announced: 10 * Piece, pieces: 10);

        Assert.That(_taken, Is.EqualTo(new[] { 10L * Piece }));
    }

    [Test]
    public void What_was_announced_and_cannot_fit_is_refused_with_the_first_piece()
    {
        _room = 5 * Piece;

        Assert.That(() => FlowAsync(announced: 10 * Piece, pieces: 10), Throws.TypeOf<RefusedException>());

        Assert.That(_taken, Is.Empty);
    }

    [Test]
    public async Task More_than_was_announced_takes_more_room()
    {
        await FlowAsync(announced: 2 * Piece, pieces: 3);

        Assert.That(_taken, Is.EqualTo(new[] { 2L * Piece, Step }));
    }

    [Test]
    public async Task Without_an_announcement_room_is_taken_in_steps()
    {
        await FlowAsync(announced: null, pieces: 65);

        Assert.That(_taken, Is.EqualTo(new[] { Step, Step }));
    }

    [Test]
    public async Task Where_there_is_no_room_for_a_step_there_may_be_for_what_comes()
    {
        _room = 3 * Piece;

        await FlowAsync(announced: null, pieces: 3);

        Assert.That(_taken, Is.EqualTo(new[] { (long)Piece, Piece, Piece }));
        Assert.That(() => FlowAsync(announced: null, pieces: 1), Throws.TypeOf<RefusedException>());
    }

    [Test]
    public async Task Bytes_that_come_slowly_are_said_to_come()
    {
        var progress = Progress(announced: 4 * Piece);
        for (var i = 1; i <= 4; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await progress.FlowedAsync(i * Piece, default);
        }

        Assert.That((_taken, _alive), Is.EqualTo((new List<long> { 4 * Piece, 0 }, 1)));
    }

    private async Task FlowAsync(long? announced, int pieces)
    {
        var progress = Progress(announced);
        for (var i = 1; i <= pieces; i++)
            await progress.FlowedAsync(i * Piece, default);
    }

    private UploadProgress Progress(long? announced) => new(_mediator.Object, _key, announced, Alive, TimeSpan.FromSeconds(15), _clock);

    private Task Alive(CancellationToken ct)
    {
        _alive++;
        return Task.CompletedTask;
    }

    private Task<Unit> Take(ContinueUpload command)
    {
        if (command.MoreBytes > _room)
            throw BillingRefusals.LimitReached(StorageBytes.Name).AsException();
        _room -= command.MoreBytes;
        _taken.Add(command.MoreBytes);
        return Unit.Task;
    }
}
