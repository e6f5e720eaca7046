using System.Reflection;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Pages;

/// <summary>What people see: the checkout, the portal, invoices, and an overview of the whole.</summary>
internal static class PagesApi
{
    public static void Map(Routes<Page> routes)
    {
        routes.Get("", OverviewPage.Show);
        routes.Get("pages/style.css", _ => Page.File("text/css", Style()));
        routes.Post("pages/clock", OverviewPage.Advance, "days");
        routes.Get("pages/checkout/{id}", CheckoutPage.Show);
        routes.Post("pages/checkout/{id}", CheckoutPage.Pay, "card number authenticates fails_later");
        routes.Post("pages/checkout/{id}/promotion-code", CheckoutPage.Redeem, "code");
        routes.Get("pages/portal/{id}", PortalPage.Show);
        routes.Post("pages/portal/{id}/cancel", PortalPage.Cancel, "subscription");
        routes.Post("pages/portal/{id}/resume", PortalPage.Resume, "subscription");
        routes.Post("pages/portal/{id}/card", PortalPage.ChangeCard, "card number");
        routes.Get("pages/invoices/{id}", InvoicePage.Show);
        routes.Get("pages/invoices/{id}/pdf", InvoicePage.Pdf);
        routes.Post("pages/invoices/{id}/pay", InvoicePage.Pay, "card number");
    }

    private static byte[] Style()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("style.css")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
