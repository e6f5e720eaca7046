using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Declares tables by their names and columns, without a class for the rows.</summary>
internal sealed class QuartzSchema(ModelBuilder modelBuilder, Func<string, string> nameOf)
{
    public const string Prefix = "QRTZ_";

    public void Table(string name, Action<QuartzTable> columns) =>
        modelBuilder.SharedTypeEntity<Dictionary<string, object>>(Prefix + name, entity =>
        {
            entity.ToTable(nameOf(Prefix + name));
            columns(new QuartzTable(entity, nameOf));
        });
}

internal sealed class QuartzTable(EntityTypeBuilder<Dictionary<string, object>> entity, Func<string, string> nameOf)
{
    public QuartzTable Key(params (string Name, int Length)[] columns)
    {
        foreach (var (name, length) in columns)
            Text(name, length);
        entity.HasKey([.. columns.Select(column => column.Name)]);
        return this;
    }

    /// <summary>What a kind of trigger has beside the columns of all triggers.</summary>
    public QuartzTable OfTrigger() =>
        Key(("SCHED_NAME", 120), ("TRIGGER_NAME", 150), ("TRIGGER_GROUP", 150))
            .PartOf("TRIGGERS", cascades: true, "SCHED_NAME", "TRIGGER_NAME", "TRIGGER_GROUP");

    public QuartzTable PartOf(string table, bool cascades, params string[] columns)
    {
        entity.HasOne(QuartzSchema.Prefix + table, null).WithMany().HasForeignKey(columns)
            .OnDelete(cascades ? DeleteBehavior.Cascade : DeleteBehavior.NoAction);
        return this;
    }

    public QuartzTable Index(params string[] columns)
    {
        entity.HasIndex(columns);
        return this;
    }

    public QuartzTable Text(string name, int length) => Add<string>(name, column => column.HasMaxLength(length).IsRequired());

    public QuartzTable OptionalText(string name, int length) => Add<string>(name, column => column.HasMaxLength(length).IsRequired(false));

    public QuartzTable Flag(string name) => Add<bool>(name, _ => { });

    public QuartzTable Flag(string name, bool byDefault) => Add<bool>(name, column => column.HasDefaultValue(byDefault));

    public QuartzTable OptionalFlag(string name) => Add<bool?>(name, _ => { });

    public QuartzTable Int(string name) => Add<int>(name, _ => { });

    public QuartzTable OptionalInt(string name) => Add<int?>(name, _ => { });

    public QuartzTable Long(string name) => Add<long>(name, _ => { });

    public QuartzTable OptionalLong(string name) => Add<long?>(name, _ => { });

    public QuartzTable OptionalDecimal(string name, int precision, int scale) => Add<decimal?>(name, column => column.HasPrecision(precision, scale));

    public QuartzTable Bytes(string name) => Add<byte[]>(name, column => column.IsRequired());

    public QuartzTable OptionalBytes(string name) => Add<byte[]>(name, column => column.IsRequired(false));

    private QuartzTable Add<T>(string name, Action<PropertyBuilder<T>> describe)
    {
        var column = entity.IndexerProperty<T>(name);
        column.HasColumnName(nameOf(name));
        describe(column);
        return this;
    }
}
