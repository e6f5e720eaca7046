using AutoMapper;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>What was invoiced to an organization, newest first.</summary>
public sealed record ListInvoices(Guid OrganizationId, string? Cursor, int? Limit) : IQuery<Page<InvoiceDto>>, IInOrganization, IRequire<ReadBilling>;

public sealed record InvoiceDto
{
    public Guid Id { get; init; }

    /// <summary>For people; null while it is a draft.</summary>
    public string? Number { get; init; }

    public InvoiceStatus Status { get; init; }

    /// <summary>In minor units.</summary>
    public long AmountDue { get; init; }

    /// <summary>In minor units.</summary>
    public long AmountPaid { get; init; }

    /// <summary>ISO 4217, in lower case.</summary>
    public string Currency { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The provider's page where it can be seen and paid.</summary>
    public string? HostedUrl { get; init; }

    public string? PdfUrl { get; init; }
}

public sealed class InvoiceMapping : Profile
{
    public InvoiceMapping() => CreateMap<Invoice, InvoiceDto>();
}

public sealed class ListInvoicesHandler(IInvoiceReads invoices) : IRequestHandler<ListInvoices, Page<InvoiceDto>>
{
    private const string List = "invoices";

    public async Task<Page<InvoiceDto>> Handle(ListInvoices query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await invoices.ListAsync(page, ct), invoice => invoice.Id);
    }
}

public interface IInvoiceReads
{
    /// <summary>Up to <c>Limit + 1</c> invoices of the organization that was entered, newest first.</summary>
    Task<IReadOnlyList<InvoiceDto>> ListAsync(PageRequest page, CancellationToken ct);
}
