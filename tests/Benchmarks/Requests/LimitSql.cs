using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Requests;

/// <summary>The product's SQL for each workload, by hand and with the names of one engine.</summary>
internal sealed class LimitSql(BenchmarkConnection database)
{
    private readonly RawConnections _connections = new(database);
    private readonly SqlDialect _dialect = SqlDialect.Of(database.Engine);

    public Task WriteUserAsync(Utf8JsonWriter json, Guid me) => _connections.UseAsync(async connection =>
    {
        await using var row = await connection.QueryAsync(
            Text("SELECT [Id], [Email], [EmailConfirmed], [DisplayName], [TwoFactorEnabled], [CreatedAt] FROM [Users] WHERE [Id] = @p0"), Value(me));
        await row.ReadAsync();
        json.WriteStartObject();
        json.WriteString("id", row.GetGuid(0));
        json.WriteString("email", row.GetString(1));
        json.WriteBoolean("emailConfirmed", row.GetBoolean(2));
        json.WriteString("displayName", row.GetString(3));
        json.WriteBoolean("twoFactorEnabled", row.GetBoolean(4));
        json.WriteString("createdAt", _dialect.Time(row, 5));
        json.WriteBoolean("isPlatformAdmin", false);
        json.WriteEndObject();
        return true;
    });

    public Task WritePageAsync(Utf8JsonWriter json, Guid organizationId, Guid me) => _connections.UseAsync(async connection =>
    {
        await using var rows = await connection.QueryAsync(
            Text("""
                SELECT [Id], [At], [ActorId], [Action], [SubjectId], [Data], [IpAddress], [RequestId],
                    COALESCE((SELECT [DisplayName] FROM [Users] AS [person] WHERE [person].[Id] = [entry].[ActorId]),
                        (SELECT [Name] FROM [ApiKeys] AS [key] WHERE [key].[Id] = [entry].[ActorId]))
                FROM [AuditEntries] AS [entry]
                WHERE [OrganizationId] = @p0 AND EXISTS (SELECT 1 FROM [Memberships] WHERE [Memberships].[OrganizationId] = @p0 AND [UserId] = @p1)
                ORDER BY [Id] DESC LIMIT 21
                """),
            Value(organizationId), Value(me));
        json.WriteStartObject();
        json.WriteStartArray("items");
        for (var i = 0; i < 20 && await rows.ReadAsync(); i++)
        {
            json.WriteStartObject();
            json.WriteString("id", rows.GetGuid(0));
            json.WriteString("at", _dialect.Time(rows, 1));
            json.WriteString("actorId", rows.GetGuid(2));
            json.WriteString("actorName", rows.GetString(8));
            json.WriteNull("impersonatorId");
            json.WriteString("action", rows.GetString(3));
            json.WriteString("subject", rows.GetGuid(4));
            json.WritePropertyName("data");
            json.WriteRawValue(rows.GetString(5));
            json.WriteString("ipAddress", rows.GetString(6));
            json.WriteString("requestId", rows.GetString(7));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("nextCursor", "YXVkaXQtbG9nOjAxOTNmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY");
        json.WriteEndObject();
        return true;
    });

    public Task WriteEntitlementsAsync(Utf8JsonWriter json, Guid organizationId, Guid me) => _connections.UseAsync(async connection =>
    {
        await using var row = await connection.QueryAsync(
            Text("""
                SELECT (SELECT [State_PlanCode] FROM [Subscriptions] WHERE [OrganizationId] = @p0),
                    (SELECT COUNT(*) FROM [Memberships] WHERE [OrganizationId] = @p0),
                    (SELECT [Used] FROM [UsageCounters] WHERE [OrganizationId] = @p0 AND [LimitName] = 'storageBytes' AND [Period] >= 0),
                    (SELECT [Used] FROM [UsageCounters] WHERE [OrganizationId] = @p0 AND [LimitName] = 'filesPerMonth' AND [Period] >= @p2)
                FROM [Memberships] WHERE [OrganizationId] = @p0 AND [UserId] = @p1
                """),
            Value(organizationId), Value(me), MonthOf(TimeProvider.System.GetUtcNow()));
        await row.ReadAsync();
        json.WriteStartObject();
        json.WriteStartObject("features");
        foreach (var feature in new[] { "apiKeys", "auditLogExport", "sso" })
            json.WriteBoolean(feature, false);
        json.WriteEndObject();
        json.WriteStartObject("limits");
        foreach (var (i, (name, most)) in new[] { ("members", 3), ("storageBytes", 100_000_000), ("filesPerMonth", 100) }.Index())
        {
            json.WriteStartObject(name);
            json.WriteNumber("used", row.IsDBNull(i + 1) ? 0 : row.GetInt64(i + 1));
            json.WriteNumber("limit", most);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        return true;
    });

    public Task WriteOrganizationAsync(Utf8JsonWriter json, string name, Guid me) => _connections.UseAsync(
        async connection =>
        {
            var (now, id, slug) = (TimeProvider.System.GetUtcNow(), Guid.CreateVersion7(), name.ToLowerInvariant().Replace(' ', '-'));
            await using (var taken = await connection.QueryAsync(Text("SELECT 1 FROM [Organizations] WHERE [Slug] = @p0"), slug))
                _ = await taken.ReadAsync();
            await connection.ExecuteTogetherAsync(
                (Text("INSERT INTO [Organizations] ([Id], [Name], [Slug], [CreatedAt], [Owners], [Version]) VALUES (@p0, @p1, @p2, @p3, 1, 0)"),
                    [Value(id), name, slug, Value(now)]),
                (Text("INSERT INTO [Memberships] ([Id], [OrganizationId], [UserId], [Role], [JoinedAt], [Version]) VALUES (@p0, @p1, @p2, 'Owner', @p3, 0)"),
                    [Value(Guid.CreateVersion7()), Value(id), Value(me), Value(now)]),
                (Text("""
                    INSERT INTO [AuditEntries] ([Id], [At], [OrganizationId], [ActorId], [Action], [SubjectId], [Data], [IpAddress], [RequestId])
                    VALUES (@p0, @p1, @p2, @p3, 'organizations.created', @p2, @p4, '127.0.0.1', @p5)
                    """),
                    [Value(Guid.CreateVersion7()), Value(now), Value(id), Value(me), $$"""{"name":"{{name}}","slug":"{{slug}}"}""", id.ToString("N")]));
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", name);
            json.WriteString("slug", slug);
            json.WriteString("role", "owner");
            json.WriteString("createdAt", now);
            json.WriteNull("erasesAt");
            json.WriteEndObject();
            return true;
        },
        write: true);

    public async Task WriteTokensAsync(Utf8JsonWriter json, string email, string password, LimitToken tokens)
    {
        var (id, hash, version) = await _connections.UseAsync(async connection =>
        {
            await using var row = await connection.QueryAsync(Text("SELECT [Id], [PasswordHash], [Version] FROM [Users] WHERE [NormalizedEmail] = @p0"), email);
            await row.ReadAsync();
            return (row.GetGuid(0), row.GetString(1), row.GetValue(2));
        });
        if (new PasswordHasher<object>().VerifyHashedPassword(this, hash, password) is not PasswordVerificationResult.Success)
            throw new InvalidOperationException("The password is wrong, or its hash is another program's.");

        var (now, session, refresh) = (TimeProvider.System.GetUtcNow(), Guid.CreateVersion7(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        await _connections.UseAsync(
            connection => connection.ExecuteTogetherAsync(
                (Text("UPDATE [Users] SET [Version] = @p0 WHERE [Id] = @p1 AND [Version] = @p0"), [version, Value(id)]),
                (Text("""
                    INSERT INTO [Sessions] ([Id], [UserId], [CreatedAt], [LastSeenAt], [ExpiresAt], [IpAddress], [Version])
                    VALUES (@p0, @p1, @p2, @p2, @p3, '127.0.0.1', 0)
                    """),
                    [Value(session), Value(id), Value(now), Value(now.AddDays(14))]),
                (Text("INSERT INTO [RefreshTokens] ([Id], [SessionId], [Hash], [CreatedAt], [ExpiresAt], [Version]) VALUES (@p0, @p1, @p2, @p3, @p4, 0)"),
                    [Value(Guid.CreateVersion7()), Value(session), LimitToken.HashOf(refresh), Value(now), Value(now.AddDays(14))]),
                (Text("""
                    INSERT INTO [AuditEntries] ([Id], [At], [Action], [SubjectId], [Data], [IpAddress], [RequestId])
                    VALUES (@p0, @p1, 'auth.signed_in', @p2, @p3, '127.0.0.1', @p4)
                    """),
                    [Value(Guid.CreateVersion7()), Value(now), Value(id), $$"""{"sessionId":"{{session}}"}""", session.ToString("N")])),
            write: true);
        json.WriteStartObject();
        json.WriteString("tokenType", "Bearer");
        json.WriteString("accessToken", tokens.Issue(id, session, email, now));
        json.WriteNumber("expiresIn", 3600);
        json.WriteString("refreshToken", refresh);
        json.WriteEndObject();
    }

    /// <summary>The event's row alone: what processes it is the product's business.</summary>
    public Task<int> StoreEventAsync(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var (told, about) = (json.RootElement, json.RootElement.GetProperty("data").GetProperty("object"));
        var values = new object?[]
        {
            Value(Guid.CreateVersion7()), told.GetProperty("id").GetString(), told.GetProperty("type").GetString(),
            Value(DateTimeOffset.FromUnixTimeSeconds(told.GetProperty("created").GetInt64())), about.GetProperty("customer").GetString(),
            about.GetProperty("subscription").GetString(), about.GetProperty("id").GetString(), Encoding.UTF8.GetString(body.Span), Value(TimeProvider.System.GetUtcNow()),
            Value(Guid.CreateVersion7()),
        };
        return _connections.UseAsync(
            connection => connection.ExecuteAsync(
                Text("""
                    INSERT INTO [WebhookEvents]
                        ([Id], [EventId], [Type], [OccurredAt], [CustomerId], [SubscriptionId], [InvoiceId], [ObjectId], [Payload], [ReceivedAt], [MessageId],
                         [IsIgnored], [Attempts], [Version])
                    VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p6, @p7, @p8, @p9, FALSE, 0, 0)
                    ON CONFLICT DO NOTHING
                    """),
                values),
            write: true);
    }

    private static int MonthOf(DateTimeOffset now) => (now.Year * 12) + now.Month;

    private string Text(string sql) => DirectSql.TextOf(sql, _dialect);

    private object Value(object value) => _dialect.ValueOf(value);
}
