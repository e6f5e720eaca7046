using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using MySaas.Application.Billing;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Infrastructure.Billing;

/// <summary>Days of the business as CSV (RFC 4180).</summary>
internal sealed class BusinessMetricsFile(PackedBytes packed) : IBusinessMetricsFile
{
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    private static readonly (string Name, Func<BusinessDayDto, object> Of)[] Columns =
    [
        ("Day", day => day.Day.ToString("O", CultureInfo.InvariantCulture)),
        ("SignUps", day => day.SignUps),
        ("ActiveUsers", day => day.ActiveUsers),
        ("ActiveOrganizations", day => day.ActiveOrganizations),
        ("TotalUsers", day => day.TotalUsers),
        ("ConfirmedUsers", day => day.ConfirmedUsers),
        ("ActiveSubscriptions", day => day.ActiveSubscriptions),
        ("Trialing", day => day.Trialing),
        ("PastDue", day => day.PastDue),
        ("NewSubscriptions", day => day.NewSubscriptions),
        ("Churned", day => day.Churned),
        ("CountedAt", day => day.CountedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
    ];

    public async Task<PackedFile> StoreAsync(Guid userId, IReadOnlyList<BusinessDayDto> days, CancellationToken ct)
    {
        await using var file = Write(days);
        return await packed.StoreAsync(userId, file, ct);
    }

    private static MemoryStream Write(IReadOnlyList<BusinessDayDto> days)
    {
        List<string> currencies = [.. days.SelectMany(day => day.Mrr).Select(money => money.Currency).Distinct().Order(StringComparer.Ordinal)];
        var buffer = new MemoryStream();
        using (var text = new StreamWriter(new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true)))
        using (var csv = new CsvWriter(text, Csv))
        {
            WriteLine(csv, [.. Columns.Select(column => column.Name), .. currencies.Select(currency => $"Mrr_{currency}")]);
            foreach (var day in days)
                WriteLine(csv, [
                    .. Columns.Select(column => column.Of(day)),
                    .. currencies.Select(currency => (object)day.Mrr.Where(money => money.Currency == currency).Sum(money => money.Amount)),
                ]);
        }

        buffer.Position = 0;
        return buffer;
    }

    private static void WriteLine(CsvWriter csv, IReadOnlyList<object> values)
    {
        foreach (var value in values)
            csv.WriteField(value);
        csv.NextRecord();
    }
}
