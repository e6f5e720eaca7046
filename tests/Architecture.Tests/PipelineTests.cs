using MediatR;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Users;

namespace MySaas.Architecture.Tests;

/// <summary>How the program that starts has put the use cases together.</summary>
public sealed class PipelineTests
{
    private static readonly Type[] Handlers = [typeof(IRequestHandler<,>), typeof(IMessageHandler<>)];

    private RunningProgram _program = null!;
    private IServiceScope _scope = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _program = new RunningProgram();
        _scope = _program.Services.CreateScope();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _scope.Dispose();
        await _program.DisposeAsync();
    }

    [Test]
    public void A_message_is_logged_then_allowed_then_validated_then_paid_for_then_committed()
    {
        var behaviors = _scope.ServiceProvider.GetServices<IPipelineBehavior<GetMe, ProfileDto>>();

        Assert.That(behaviors.Select(behavior => behavior.GetType().GetGenericTypeDefinition()), Is.EqualTo(new[]
        {
            typeof(RequestLogBehavior<,>),
            typeof(AuthorizationBehavior<,>),
            typeof(ValidationBehavior<,>),
            typeof(EntitlementBehavior<,>),
            typeof(GatewayFailureBehavior<,>),
            typeof(UnitOfWorkBehavior<,>),
        }));
    }

    [Test]
    public void Every_use_case_can_be_served()
    {
        var contracts = House.Application.Written().SelectMany(type => type.GetInterfaces())
            .Where(contract => contract is { IsGenericType: true, ContainsGenericParameters: false }
                && Handlers.Contains(contract.GetGenericTypeDefinition())).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(contracts, Has.Count.GreaterThan(30));
            foreach (var contract in contracts)
                Assert.That(() => _scope.ServiceProvider.GetServices(contract).Count(), Is.EqualTo(1), contract.ToString());
        }
    }
}
