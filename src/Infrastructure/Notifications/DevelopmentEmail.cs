using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Notifications;

/// <summary>A mail that development keeps instead of sending.</summary>
internal sealed class DevelopmentEmail
{
    /// <summary>The message's id, so that a retry does not show the mail twice.</summary>
    public Guid Id { get; init; }

    public string To { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Text { get; init; } = "";
    public string Html { get; init; } = "";
    public DateTimeOffset SentAt { get; init; }
}

internal sealed class DevelopmentEmailConfiguration : IEntityTypeConfiguration<DevelopmentEmail>
{
    public void Configure(EntityTypeBuilder<DevelopmentEmail> builder)
    {
        builder.Property(email => email.To).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(email => email.Subject).HasMaxLength(500);
        builder.HasIndex(email => new { email.To, email.Id });
    }
}

/// <summary>Puts mails into the development inbox, in the transaction that completes their message.</summary>
internal sealed class DevelopmentEmailSender(AppDbContext db, EmailTemplates templates, TimeProvider clock) : IEmailSender
{
    public Task SendAsync(SendEmail email, Guid messageId, CancellationToken ct)
    {
        var rendered = templates.Render(email.Template, email.Values);
        db.DevelopmentEmails.Add(new DevelopmentEmail
        {
            Id = messageId,
            To = EmailAddress.Parse(email.To).Normalized,
            Subject = rendered.Subject,
            Text = rendered.Text,
            Html = rendered.Html,
            SentAt = clock.GetUtcNow(),
        });
        return Task.CompletedTask;
    }
}

internal sealed class DevelopmentEmailRepository(AppDbContext db) : IDevelopmentEmailRepository
{
    // A mail's id is older than the mail, so the old ones are found by the key.
    public Task<int> DeleteAsync(DateTimeOffset before, int limit, CancellationToken ct)
    {
        var first = IdTime.FirstAt(before);
        return db.DevelopmentEmails.Where(email => email.Id.CompareTo(first) < 0 && email.SentAt < before)
            .DeleteFirstAsync(email => email.Id, email => email.Id, limit, ct);
    }
}

/// <summary>Shows the development inbox.</summary>
public sealed class DevelopmentInbox
{
    private readonly Func<AppDbContext> _contexts;

    internal DevelopmentInbox(Func<AppDbContext> contexts) => _contexts = contexts;

    /// <param name="to">An address, in any case; null for all mails.</param>
    /// <param name="page">Which stretch of the list.</param>
    /// <param name="ct">Gives up waiting.</param>
    public async Task<IReadOnlyList<DevelopmentEmailDto>> ListAsync(string? to, PageRequest page, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(to, out var parsed) && to is not null)
            return [];                           // no mail goes there

        var address = parsed?.Normalized;
        await using var db = _contexts();
        return await db.DevelopmentEmails.AsNoTracking()
            .Where(email => address == null || email.To == address)
            .Where(email => page.After == null || email.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(email => email.Id)
            .Take(page.Limit + 1)
            .Select(email => new DevelopmentEmailDto(email.Id, email.To, email.Subject, email.Text, email.Html, email.SentAt))
            .ToListAsync(ct);
    }
}

public sealed record DevelopmentEmailDto(Guid Id, string To, string Subject, string Text, string Html, DateTimeOffset SentAt);
