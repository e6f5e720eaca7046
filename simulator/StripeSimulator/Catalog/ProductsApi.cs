using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Catalog;

internal static class ProductsApi
{
    private const string Fields = "name description active metadata tax_code unit_label";

    public static void Map(Routes routes)
    {
        routes.Post("v1/products", Create, $"{Fields} id default_price_data");
        routes.List("v1/products", List, "active ids");
        routes.Get("v1/products/{id}", call => call.World.Products.Get(call.Id).Render(call.World));
        routes.Post("v1/products/{id}", Update, $"{Fields} default_price");
        routes.Delete("v1/products/{id}", Delete);
    }

    private static JsonObject Create(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var product = new Product { Id = parameters.Text("id") ?? "", Name = parameters.Required("name"), Updated = world.Clock.Now };
        if (world.Products.Find(product.Id) is not null)
            throw ApiException.Refused($"Product already exists: {product.Id}", "resource_already_exists", "id");
        Fill(product, parameters);
        world.Add(world.Products, "prod", product);
        if (parameters.Has("default_price_data"))
            product.DefaultPriceId = PricesApi.Create(world, product, parameters.Child("default_price_data")).Id;
        return product.Render(world);
    }

    private static JsonObject Update(Call call)
    {
        var (world, product) = (call.World, call.World.Products.Get(call.Id));
        var defaultPrice = world.Prices.Optional(call.Parameters, "default_price");
        world.Change(product, () =>
        {
            Fill(product, call.Parameters);
            product.DefaultPriceId = defaultPrice?.Id ?? product.DefaultPriceId;
            product.Updated = world.Clock.Now;
        });
        return product.Render(world);
    }

    private static void Fill(Product product, Parameters parameters)
    {
        product.Name = parameters.Text("name") ?? product.Name;
        product.Description = parameters.Has("description") ? parameters.Text("description") : product.Description;
        product.Active = parameters.Flag("active") ?? product.Active;
        product.TaxCode = parameters.Has("tax_code") ? parameters.Text("tax_code") : product.TaxCode;
        product.UnitLabel = parameters.Has("unit_label") ? parameters.Text("unit_label") : product.UnitLabel;
        parameters.MergeMetadataInto(product.Metadata);
    }

    private static JsonObject Delete(Call call)
    {
        var (world, product) = (call.World, call.World.Products.Get(call.Id));
        if (world.Prices.Any(price => price.ProductId == product.Id))
            throw ApiException.Refused("This product cannot be deleted because it has one or more user-created prices.");
        world.Remove(world.Products, product);
        world.Emit("product.deleted", product);
        return new JsonObject { ["id"] = product.Id, ["object"] = "product", ["deleted"] = true };
    }

    private static JsonObject List(Call call)
    {
        var active = call.Parameters.Flag("active");
        var ids = call.Parameters.Texts("ids").ToHashSet();
        return call.Page(call.World.Products, product =>
            (active is null || product.Active == active) && (ids.Count == 0 || ids.Contains(product.Id)));
    }
}
