using MediatR;
using Moq;
using MySaas.Application.Common;
using MySaas.Domain.Common;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Common;

public sealed class UnitOfWorkBehaviorTests
{
    private static readonly Exception[] LostRaces =
    [
        new ConcurrentChangeException(new InvalidOperationException("the engine's words")),
        new DuplicateException(new InvalidOperationException("the engine's words")),
    ];

    [Test]
    public async Task A_command_is_committed_once_after_its_handler()
    {
        var steps = new List<string>();
        var unitOfWork = new Mock<IUnitOfWork>();
        unitOfWork.Setup(work => work.CommitAsync(It.IsAny<CancellationToken>()))
            .Callback(() => steps.Add("commit")).Returns(Task.CompletedTask);

        var answer = await SendAsync(unitOfWork, new Change(), () =>
        {
            steps.Add("handle");
            return Task.FromResult("done");
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo("done"));
            Assert.That(steps, Is.EqualTo(new[] { "handle", "commit" }));
        }
    }

    [Test]
    public async Task A_query_commits_nothing()
    {
        var unitOfWork = new Mock<IUnitOfWork>(MockBehavior.Strict);

        Assert.That(await SendAsync(unitOfWork, new Look(), () => Task.FromResult("seen")), Is.EqualTo("seen"));
    }

    [TestCaseSource(nameof(LostRaces))]
    public async Task A_command_that_lost_a_race_runs_again_on_fresh_data(Exception lost)
    {
        var unitOfWork = new Mock<IUnitOfWork>();
        unitOfWork.SetupSequence(work => work.CommitAsync(It.IsAny<CancellationToken>())).ThrowsAsync(lost).Returns(Task.CompletedTask);
        var runs = 0;

        var answer = await SendAsync(unitOfWork, new Change(), () => Task.FromResult($"run {++runs}"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo("run 2"));
            unitOfWork.Verify(work => work.Reset(), Times.Once);
        }
    }

    [TestCaseSource(nameof(LostRaces))]
    public async Task A_command_that_keeps_losing_gives_up_and_says_so(Exception lost)
    {
        var unitOfWork = new Mock<IUnitOfWork>();
        unitOfWork.Setup(work => work.CommitAsync(It.IsAny<CancellationToken>())).ThrowsAsync(lost);
        var runs = 0;

        await Assert.ThatAsync(
            () => SendAsync(unitOfWork, new Change(), () => Task.FromResult($"run {++runs}")),
            IsRefused(RefusalKind.Conflict, "conflict.concurrent_change"));

        Assert.That(runs, Is.EqualTo(4));
    }

    [Test]
    public async Task What_the_second_run_finds_decides()
    {
        var unitOfWork = new Mock<IUnitOfWork>();
        unitOfWork.SetupSequence(work => work.CommitAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(LostRaces[0]).Returns(Task.CompletedTask);
        var runs = 0;

        await Assert.ThatAsync(
            () => SendAsync(unitOfWork, new Change(), () => ++runs == 1 ? Task.FromResult("done") : throw Refusal.NotFound.AsException()),
            IsNotFound);
    }

    [Test]
    public async Task A_refusal_that_is_returned_is_committed()
    {
        var unitOfWork = new Mock<IUnitOfWork>();
        var behavior = new UnitOfWorkBehavior<ChangeOrRefuse, Outcome<string>>(unitOfWork.Object);

        var outcome = await behavior.Handle(
            new ChangeOrRefuse(), CancellationToken.None, () => Task.FromResult<Outcome<string>>(Refusal.NotFound));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Refusal, Is.EqualTo(Refusal.NotFound));
            unitOfWork.Verify(work => work.CommitAsync(It.IsAny<CancellationToken>()), Times.Once);
        }
    }

    [Test]
    public async Task A_refusal_that_is_thrown_leaves_nothing_behind()
    {
        var unitOfWork = new Mock<IUnitOfWork>(MockBehavior.Strict);
        unitOfWork.Setup(work => work.Reset());

        await Assert.ThatAsync(() => SendAsync(unitOfWork, new Change(), () => throw Refusal.NotFound.AsException()), IsNotFound);

        unitOfWork.Verify(work => work.Reset(), Times.Once);
    }

    [Test]
    public async Task A_broken_rule_leaves_nothing_behind()
    {
        var unitOfWork = new Mock<IUnitOfWork>(MockBehavior.Strict);
        unitOfWork.Setup(work => work.Reset());

        await Assert.ThatAsync(
            () => SendAsync(unitOfWork, new Change(), () => throw new BrokenRuleException("a.rule", "No.")), BreaksRule("a.rule"));

        unitOfWork.Verify(work => work.Reset(), Times.Once);
    }

    [Test]
    public async Task A_fault_that_is_no_lost_race_is_not_tried_again()
    {
        var unitOfWork = new Mock<IUnitOfWork>();
        unitOfWork.Setup(work => work.CommitAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new TimeoutException());
        var runs = 0;

        await Assert.ThatAsync(
            () => SendAsync(unitOfWork, new Change(), () => Task.FromResult($"run {++runs}")), Throws.TypeOf<TimeoutException>());

        Assert.That(runs, Is.EqualTo(1));
    }

    private static Task<string> SendAsync<TRequest>(Mock<IUnitOfWork> unitOfWork, TRequest request, RequestHandlerDelegate<string> handler)
        where TRequest : IRequest<string> =>
        new UnitOfWorkBehavior<TRequest, string>(unitOfWork.Object).Handle(request, CancellationToken.None, handler);

    private sealed record Change : ICommand<string>;

    private sealed record ChangeOrRefuse : ICommand<Outcome<string>>;

    private sealed record Look : IQuery<string>;
}
