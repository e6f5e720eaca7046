using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using MySaas.Application.Auth;
using MySaas.Benchmarks.Common;
using MySaas.Domain.Auth;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.Persistence;
using MySaas.WebApi.Auth;

namespace MySaas.Benchmarks.HotPaths;

/// <summary>An access token's check; beside the HMAC over it, which nobody who checks it can do without.</summary>
public class Token
{
    private readonly RememberingTokenHandler _remembering = new();
    private readonly JsonWebTokenHandler _forgetting = new() { MapInboundClaims = false };
    private readonly byte[] _key = new byte[32];

    private BenchmarkDatabase _database = null!;
    private BenchmarkNode _node = null!;
    private TokenValidationParameters _ours = null!;
    private string _token = "";

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _database = await BenchmarkDatabase.CreateAsync(DatabaseProvider.Sqlite);
        _node = new BenchmarkNode(_database, services => services.AddBearer(), ("Auth:AccessTokenLifetime", "01:00:00"));
        await _node.FoundAsync("engines");
        await using var scope = _node.Services.CreateAsyncScope();
        var (db, user) = (scope.ServiceProvider.GetRequiredService<AppDbContext>(), _node.Caller.UserId!.Value);
        var session = Session.Start(user, ipAddress: null, userAgent: null, TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(14));
        db.Add(session);
        await db.SaveChangesAsync();
        _token = scope.ServiceProvider.GetRequiredService<IAccessTokenIssuer>().Issue(user, session.Id, Owner.Email);
        _ours = scope.ServiceProvider.GetRequiredService<SigningKeys>().Validation(TimeProvider.System);
        if (!await AuthenticatedRequest())
            throw new InvalidOperationException("The token is not taken.");
    }

    [GlobalCleanup]
    public async Task TearDownAsync()
    {
        _remembering.Dispose();
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public byte[] HmacAlone() => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(_token[.._token.LastIndexOf('.')]));

    [Benchmark]
    public Task<TokenValidationResult> ReadAnew() => _forgetting.ValidateTokenAsync(_token, _ours);

    [Benchmark]
    public Task<TokenValidationResult> Remembered() => _remembering.ValidateTokenAsync(_token, _ours);

    /// <summary>As a request has it: through the schemes to the token, and then to its session, which is cached.</summary>
    [Benchmark]
    public async Task<bool> AuthenticatedRequest()
    {
        await using var scope = _node.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Headers.Authorization = $"Bearer {_token}";
        return (await http.AuthenticateAsync()).Succeeded;
    }
}
