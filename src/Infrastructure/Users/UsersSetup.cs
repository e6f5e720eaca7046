using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Users;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Common;

namespace MySaas.Infrastructure.Users;

public static class UsersSetup
{
    public static IServiceCollection AddUsers(this IServiceCollection services, SettingsReader settings)
    {
        settings.Bind<UserOptions>(services, "Users");
        settings.Bind<AdminOptions>(services, "Admin", admin =>
        {
            for (var i = 0; i < admin.Emails.Count; i++)
                if (!EmailAddress.TryParse(admin.Emails[i], out _))
                    settings.Fault($"Admin:Emails:{i}", "is not a mail address.");
        });
        services.AddSingleton<IAdministrators>(sp => sp.GetRequiredService<AdminOptions>());
        return services;
    }
}

/// <summary>Section <c>Admin</c>: who runs this installation.</summary>
public sealed class AdminOptions : IAdministrators
{
    private const string DefaultEmail = "admin@mysaas.local";

    /// <summary>Confirmed users with these addresses are platform administrators; by default <c>admin@mysaas.local</c>.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    public IEnumerable<EmailAddress> Addresses => Known;

    private FrozenSet<EmailAddress> Known => field ??= (Emails.Count > 0 ? Emails : [DefaultEmail]).Select(EmailAddress.Parse).ToFrozenSet();

    public bool Include(EmailAddress address) => Known.Contains(address);
}
