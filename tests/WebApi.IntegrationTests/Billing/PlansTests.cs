using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

public sealed class PlansTests() : ApiTests(Engine.Available[0])
{
    protected override TestSettings Settings => new(
        ("Billing:Plans:0:Limits:Members", "4"),
        ("Billing:Plans:0:Features:auditLogExport", "false"),
        ("Billing:Plans:3:Code", "team"),
        ("Billing:Plans:3:Name", "Team"),
        ("Billing:Plans:3:Prices:0:Interval", "Year"),
        ("Billing:Plans:3:Prices:0:Amount", "9900"),
        ("Billing:Plans:3:Prices:0:Currency", "EUR"),
        ("Billing:Plans:3:Prices:0:LookupKey", "team_year"));

    [Test]
    public async Task Anybody_sees_what_is_sold()
    {
        var answer = await App.Client().GetAsync("billing/plans").ShouldBe(200);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(Compact(
            """
            {
              "items": [
                {"code":"free","name":"Free","description":"For trying things out together.","prices":[],
                 "limits":{"members":4,"storageBytes":100000000,"filesPerMonth":100},
                 "features":{"apiKeys":true,"auditLogExport":false,"sso":false}},
                {"code":"pro","name":"Pro","description":"For a team that works with it every day.",
                 "prices":[{"interval":"month","amount":1200,"currency":"usd"},{"interval":"year","amount":12000,"currency":"usd"}],
                 "limits":{"members":20,"storageBytes":50000000000,"filesPerMonth":10000},
                 "features":{"apiKeys":true,"auditLogExport":true,"sso":false}},
                {"code":"business","name":"Business","description":"For a whole company.",
                 "prices":[{"interval":"month","amount":2400,"currency":"usd"},{"interval":"year","amount":24000,"currency":"usd"}],
                 "limits":{"members":200,"storageBytes":1000000000000,"filesPerMonth":null},
                 "features":{"apiKeys":true,"auditLogExport":true,"sso":true}},
                {"code":"team","name":"Team","description":"","prices":[{"interval":"year","amount":9900,"currency":"eur"}],
                 "limits":{"members":null,"storageBytes":null,"filesPerMonth":null},
                 "features":{"apiKeys":false,"auditLogExport":false,"sso":false}}
              ],
              "nextCursor": null
            }
            """)));
    }

    private static string Compact(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString();
}
