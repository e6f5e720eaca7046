using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Moq;

namespace MySaas.Infrastructure.IntegrationTests.Common;

/// <summary>Settings that the product starts with.</summary>
internal static class TestSettings
{
    public const string SigningKey = "dGhlLWZpcnN0LWtleS1vZi10aGUtdGVzdHMtMDAwMDAwMDAwMDAwMDAwMQ==";
    public const string OtherSigningKey = "dGhlLXNlY29uZC1rZXktb2YtdGhlLXRlc3RzLTAwMDAwMDAwMDAwMDAwMg==";

    public static readonly IHostEnvironment Development = Mock.Of<IHostEnvironment>(e => e.EnvironmentName == Environments.Development);
    public static readonly IHostEnvironment Production = Mock.Of<IHostEnvironment>(e => e.EnvironmentName == Environments.Production);

    /// <summary>Later ones win; a null takes the setting away.</summary>
    public static IConfiguration With(params (string Key, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["App:BaseUrl"] = "https://app.example.com",
            ["Auth:SigningKeys:0"] = SigningKey,
            ["Billing:Plans:0:Code"] = "free",                       // without a limit: the settings file of the program has the samples
            ["Billing:Plans:0:Name"] = "Free",
            ["Billing:Plans:0:Features:apiKeys"] = "true",
            ["Storage:Local:Root"] = Path.Combine(Path.GetTempPath(), "mysaas-tests-files"),
        };
        foreach (var (key, value) in settings)
            values[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
