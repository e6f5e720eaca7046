using AutoMapper.QueryableExtensions;
using BenchmarkDotNet.Attributes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Users;
using MySaas.Benchmarks.Common;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.HotPaths;

/// <summary>A page of 20 read from SQLite: its DTOs by AutoMapper's projection, beside the same projection written by hand.</summary>
public class Mapping
{
    private const int Size = 20;

    private BenchmarkDatabase _database = null!;
    private BenchmarkNode _node = null!;
    private AutoMapper.IConfigurationProvider _mapping = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _database = await BenchmarkDatabase.CreateAsync(DatabaseProvider.Sqlite);
        _node = new BenchmarkNode(_database);
        _mapping = _node.Services.GetRequiredService<AutoMapper.IConfigurationProvider>();
        await using var scope = _node.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        foreach (var i in Enumerable.Range(1, Size))
            db.Add(User.Register(EmailAddress.Parse($"person{i}@example.test"), $"Person {i}", null, TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    [GlobalCleanup]
    public async Task TearDownAsync()
    {
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task<int> ByHand() => ReadAsync(users => users.Select(user => new UserDto(
        user.Id, user.Email, user.EmailConfirmed, user.DisplayName, user.TwoFactorEnabled, user.CreatedAt, user.DisabledAt, user.ErasesAt)));

    [Benchmark]
    public Task<int> Projected() => ReadAsync(users => users.ProjectTo<UserDto>(_mapping));

    private async Task<int> ReadAsync(Func<IQueryable<User>, IQueryable<UserDto>> project)
    {
        await using var scope = _node.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<AppDbContext>().Users.AsNoTracking();
        return (await project(users.OrderByDescending(user => user.Id).Take(Size)).ToListAsync()).Count;
    }
}
