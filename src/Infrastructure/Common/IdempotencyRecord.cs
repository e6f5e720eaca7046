using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MySaas.Infrastructure.Common;

/// <summary>What became of the request that first came with an idempotency key.</summary>
internal sealed class IdempotencyRecord
{
    public Guid Id { get; init; }

    /// <summary>SHA-256 of the caller, the route and the key, so that the table holds nobody's key.</summary>
    public string KeyHash { get; init; } = "";

    /// <summary>SHA-256 of what was asked: the query string and the body.</summary>
    public string RequestHash { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The run that may answer. One whose time was over and whose place another took commits nothing.</summary>
    public Guid RunId { get; init; }

    /// <summary>When a run that has not answered is taken for dead.</summary>
    public DateTimeOffset RunsUntil { get; init; }

    /// <summary>The answer, encrypted; null while the request runs.</summary>
    public string? Answer { get; init; }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.Property(record => record.KeyHash).HasMaxLength(64).IsUnicode(false);
        builder.Property(record => record.RequestHash).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex(record => record.KeyHash).IsUnique();
        builder.HasIndex(record => record.CreatedAt);
    }
}
