using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class InvoiceReads(AppDbContext db, IConfigurationProvider mapping) : IInvoiceReads
{
    public async Task<IReadOnlyList<InvoiceDto>> ListAsync(PageRequest page, CancellationToken ct) =>
        await db.Invoices.AsNoTracking()
            .Where(invoice => page.After == null || invoice.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(invoice => invoice.Id)
            .Take(page.Limit + 1)
            .ProjectTo<InvoiceDto>(mapping)
            .ToListAsync(ct);
}
