using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Catalog;

public sealed class Product : Entity
{
    public required string Name { get; set; }

    public string? Description { get; set; }

    public bool Active { get; set; } = true;

    public string? DefaultPriceId { get; set; }

    public string? TaxCode { get; set; }

    public string? UnitLabel { get; set; }

    public DateTimeOffset Updated { get; set; }

    internal override string Kind => "product";

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "product",
        ["active"] = Active,
        ["created"] = Created.Unix(),
        ["default_price"] = DefaultPriceId,
        ["description"] = Description,
        ["images"] = new JsonArray(),
        ["livemode"] = world.Livemode,
        ["marketing_features"] = new JsonArray(),
        ["metadata"] = Metadata.ToJson(),
        ["name"] = Name,
        ["package_dimensions"] = null,
        ["shippable"] = null,
        ["statement_descriptor"] = null,
        ["tax_code"] = TaxCode,
        ["type"] = "service",
        ["unit_label"] = UnitLabel,
        ["updated"] = Updated.Unix(),
        ["url"] = null,
    };
}
