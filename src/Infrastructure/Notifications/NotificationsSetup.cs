using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySaas.Application.Notifications;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Notifications;

public static class NotificationsSetup
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Bind<EmailOptions>(services, "Email", email => Check(settings, email));
        services.AddSingleton<EmailTemplates>();
        services.AddSingleton<ILinks, Links>();
        services.AddSingleton<Emails>();
        services.AddSingleton(sp => new DevelopmentInbox(sp.GetRequiredService<Func<AppDbContext>>()));
        if (options.Provider is not EmailProvider.Smtp)
            return services.AddScoped<IEmailSender, DevelopmentEmailSender>();

        services.AddSingleton(sp => new SmtpConnectionPool(options.Smtp, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new SmtpBreaker(
            options.Smtp, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<SmtpBreaker>>()));
        return services.AddScoped<IEmailSender, SmtpEmailSender>();
    }

    private static void Check(SettingsReader settings, EmailOptions options)
    {
        if (!EmailAddress.TryParse(AddressOf(options.From), out _))
            settings.Fault("Email:From", "is not a mail address.");
        if (options.Provider is EmailProvider.Smtp && string.IsNullOrWhiteSpace(options.Smtp.Host))
            settings.Fault("Email:Smtp:Host", "is missing.");
        if (options.Smtp.MaxOutagePause < options.Smtp.OutagePause)
            settings.Fault("Email:Smtp:MaxOutagePause", "is shorter than Email:Smtp:OutagePause.");
        if (options.Provider is EmailProvider.Development && !settings.Environment.IsDevelopment())
            settings.Fault("Email:Provider", "is the development mailbox, which sends nothing; use Smtp.");
    }

    // "Name <address>" or an address alone; the mail library, which knows more forms, is loaded when there is mail.
    private static string AddressOf(string from) =>
        from.IndexOf('<', StringComparison.Ordinal) is var start and >= 0 ? from[(start + 1)..].TrimEnd('>', ' ') : from;
}
