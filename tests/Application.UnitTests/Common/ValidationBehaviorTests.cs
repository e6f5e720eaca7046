using FluentValidation;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.UnitTests.Common;

public sealed class ValidationBehaviorTests
{
    [Test]
    public async Task All_faults_are_told_at_once_by_the_names_that_the_caller_used()
    {
        var refusal = await RefusalOfAsync(new Order("", -1), new OrderValidator());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.Invalid));
            Assert.That(refusal.Code, Is.EqualTo("validation.failed"));
            Assert.That(refusal.Errors!.Keys, Is.EquivalentTo(new[] { "productName", "quantity" }));
            Assert.That(refusal.Errors["productName"], Is.EqualTo(new[] { "It has no name.", "It has no letter." }));
        }
    }

    [Test]
    public async Task The_faults_of_several_validators_are_one_list_without_repetitions()
    {
        var refusal = await RefusalOfAsync(new Order("x", -1), new OrderValidator(), new OrderValidator());

        Assert.That(refusal.Errors!["quantity"], Is.EqualTo(new[] { "Order at least one." }));
    }

    [Test]
    public async Task What_is_faulty_is_not_handled()
    {
        var handled = false;

        await Assert.ThatAsync(
            () => new ValidationBehavior<Order, Unit>([new OrderValidator()]).Handle(new Order("", 1), CancellationToken.None, () =>
            {
                handled = true;
                return Unit.Task;
            }),
            Throws.TypeOf<RefusedException>());

        Assert.That(handled, Is.False);
    }

    [Test]
    public async Task What_is_faultless_is_handled() =>
        Assert.That(await SendAsync(new Order("tea", 1), new OrderValidator()), Is.EqualTo("handled"));

    [Test]
    public async Task What_has_no_validator_is_handled() => Assert.That(await SendAsync(new Order("", -1)), Is.EqualTo("handled"));

    private static async Task<Refusal> RefusalOfAsync(Order order, params IValidator<Order>[] validators)
    {
        try
        {
            await SendAsync(order, validators);
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }

        throw new AssertionException("It was not refused.");
    }

    private static Task<string> SendAsync(Order order, params IValidator<Order>[] validators) =>
        new ValidationBehavior<Order, string>(validators).Handle(order, CancellationToken.None, () => Task.FromResult("handled"));

    private sealed record Order(string ProductName, int Quantity);

    private sealed class OrderValidator : AbstractValidator<Order>
    {
        public OrderValidator()
        {
            RuleFor(order => order.ProductName)
                .NotEmpty().WithMessage("It has no name.")
                .Must(name => name.Any(char.IsLetter)).WithMessage("It has no letter.");
            RuleFor(order => order.Quantity).GreaterThan(0).WithMessage("Order at least one.");
        }
    }
}
