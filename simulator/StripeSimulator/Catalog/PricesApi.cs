using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Catalog;

internal static class PricesApi
{
    private const string Fields = "active lookup_key transfer_lookup_key metadata nickname tax_behavior";

    public static void Map(Routes routes)
    {
        routes.Post("v1/prices", Create, $"{Fields} currency unit_amount unit_amount_decimal product product_data recurring billing_scheme");
        routes.List("v1/prices", List, "active lookup_keys product type currency recurring");
        routes.Get("v1/prices/{id}", call => call.World.Prices.Get(call.Id).Render(call.World));
        routes.Post("v1/prices/{id}", Update, Fields);
    }

    /// <summary>A price as the parameters say; other than these it knows the product already.</summary>
    public static Price Create(StripeWorld world, Product product, Parameters parameters)
    {
        var recurring = parameters.Child("recurring");
        var amount = parameters.Decimal("unit_amount_decimal") ?? parameters.Integer("unit_amount")
            ?? throw ApiException.MissingParameter("unit_amount");
        var price = new Price
        {
            ProductId = product.Id,
            Currency = parameters.Required("currency").ToLowerInvariant(),
            UnitAmount = amount,
            Interval = !parameters.Has("recurring") ? null
                : recurring.Word("interval", "day", "week", "month", "year") ?? recurring.Required("interval"),
            IntervalCount = (int)(recurring.Integer("interval_count") ?? 1),
            MeterId = world.Meters.Optional(recurring, "meter")?.Id,
        };
        if (amount < 0)
            throw ApiException.Invalid("Invalid unit_amount: must be at least 0.", "unit_amount", "parameter_invalid_integer");
        if (recurring.Text("usage_type") is "metered" && price.MeterId is null)
            throw ApiException.Invalid("Metered prices must be backed by a meter.", "recurring[meter]");
        GiveLookupKey(world, price, parameters);
        Fill(price, parameters);
        return world.Add(world.Prices, "price", price);
    }

    private static JsonObject Create(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var product = parameters.Has("product_data")
            ? world.Add(world.Products, "prod", new Product { Name = parameters.Child("product_data").Required("name"), Updated = world.Clock.Now })
            : world.Products.Required(parameters, "product");
        return Create(world, product, parameters).Render(world);
    }

    private static JsonObject Update(Call call)
    {
        var (world, price) = (call.World, call.World.Prices.Get(call.Id));
        world.Change(price, () =>
        {
            GiveLookupKey(world, price, call.Parameters);
            Fill(price, call.Parameters);
        });
        return price.Render(world);
    }

    private static void Fill(Price price, Parameters parameters)
    {
        price.Active = parameters.Flag("active") ?? price.Active;
        price.Nickname = parameters.Has("nickname") ? parameters.Text("nickname") : price.Nickname;
        price.TaxBehavior = parameters.Text("tax_behavior") ?? price.TaxBehavior;
        parameters.MergeMetadataInto(price.Metadata);
    }

    // A lookup key belongs to one price; it moves only when the call says so.
    private static void GiveLookupKey(StripeWorld world, Price price, Parameters parameters)
    {
        if (!parameters.Has("lookup_key"))
            return;
        var key = parameters.Text("lookup_key");
        var holder = key is null ? null : world.Prices.FirstOrDefault(other => other != price && other.LookupKey == key);
        if (holder is not null && parameters.Flag("transfer_lookup_key") is not true)
        {
            throw ApiException.Refused(
                $"A price (`{holder.Id}`) already uses that lookup key.", "resource_already_exists", "lookup_key");
        }

        if (holder is not null)
            world.Change(holder, () => holder.LookupKey = null);
        price.LookupKey = key;
    }

    private static JsonObject List(Call call)
    {
        var parameters = call.Parameters;
        var active = parameters.Flag("active");
        var keys = parameters.Texts("lookup_keys").ToHashSet();
        var (product, type, currency) = (parameters.Text("product"), parameters.Text("type"), parameters.Text("currency"));
        var interval = parameters.Child("recurring").Text("interval");
        return call.Page(call.World.Prices, price =>
            (active is null || price.Active == active)
            && (keys.Count == 0 || (price.LookupKey is { } key && keys.Contains(key)))
            && (product is null || price.ProductId == product)
            && (type is null || price.Interval is not null == type is "recurring")
            && (currency is null || price.Currency == currency)
            && (interval is null || price.Interval == interval));
    }
}
