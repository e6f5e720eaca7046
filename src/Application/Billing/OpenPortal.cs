using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Billing;

/// <summary>Opens the provider's page on which the organization changes how it pays, and sees what it paid.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record OpenPortal(Guid OrganizationId) : ICommand<PortalDto>, IInOrganization, IRequire<ManageBilling>;

public sealed record PortalDto(string Url);

public sealed class OpenPortalHandler(ISubscriptionRepository subscriptions, IPaymentGateway gateway, ReturnUrls urls)
    : IRequestHandler<OpenPortal, PortalDto>
{
    public async Task<PortalDto> Handle(OpenPortal command, CancellationToken ct)
    {
        if (await subscriptions.FindAsync(ct) is not { CustomerId: { } customerId, IsCustomerDeleted: false })
            throw SubscriptionRefusals.NotSubscribed.AsException();
        return new PortalDto(await gateway.CreatePortalAsync(customerId, urls.Overview(command.OrganizationId), ct));
    }
}
