using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Catalog;

internal static class DiscountsApi
{
    public static void Map(Routes routes)
    {
        routes.Post("v1/coupons", CreateCoupon, "id name percent_off amount_off currency duration duration_in_months metadata");
        routes.List("v1/coupons", call => call.Page(call.World.Coupons, _ => true));
        routes.Get("v1/coupons/{id}", call => call.World.Coupons.Get(call.Id).Render(call.World));
        routes.Post("v1/promotion_codes", CreateCode, "code promotion active metadata");
        routes.List("v1/promotion_codes", ListCodes, "code active coupon");
        routes.Get("v1/promotion_codes/{id}", call => call.World.PromotionCodes.Get(call.Id).Render(call.World));
    }

    private static JsonObject CreateCoupon(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var coupon = new Coupon
        {
            Id = parameters.Text("id") ?? "",
            Name = parameters.Text("name"),
            PercentOff = parameters.Decimal("percent_off"),
            AmountOff = parameters.Integer("amount_off"),
            Currency = parameters.Text("currency"),
            Duration = parameters.Word("duration", "once", "repeating", "forever") ?? "once",
            DurationInMonths = (int?)parameters.Integer("duration_in_months"),
        };
        if (world.Coupons.Find(coupon.Id) is not null)
            throw ApiException.Refused($"Coupon already exists: {coupon.Id}", "resource_already_exists", "id");
        if (coupon.PercentOff is null == coupon.AmountOff is null)
            throw ApiException.Invalid("You must pass either percent_off or amount_off.", "percent_off");
        if (coupon.Duration is "repeating" && coupon.DurationInMonths is null)
            throw ApiException.MissingParameter("duration_in_months");
        parameters.MergeMetadataInto(coupon.Metadata);
        return world.Add(world.Coupons, "coupon", coupon).Render(world);
    }

    private static JsonObject CreateCode(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var coupon = world.Coupons.Required(parameters.Child("promotion"), "coupon");
        var code = new PromotionCode
        {
            Code = parameters.Text("code") ?? world.Ids.Next("P", 8)[2..].ToUpperInvariant(),
            CouponId = coupon.Id,
            Active = parameters.Flag("active") ?? true,
        };
        parameters.MergeMetadataInto(code.Metadata);
        return world.Add(world.PromotionCodes, "promo", code).Render(world);
    }

    private static JsonObject ListCodes(Call call)
    {
        var (code, active) = (call.Parameters.Text("code"), call.Parameters.Flag("active"));
        return call.Page(call.World.PromotionCodes, found =>
            (code is null || found.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) && (active is null || found.Active == active));
    }
}
