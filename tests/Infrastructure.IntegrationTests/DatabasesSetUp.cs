using MySaas.Infrastructure.IntegrationTests.Common;

namespace MySaas.Infrastructure.IntegrationTests;

/// <summary>After everything else.</summary>
[SetUpFixture]
internal sealed class DatabasesSetUp
{
    [OneTimeTearDown]
    public Task Drop() => TestDatabase.DropOriginalsAsync();
}
