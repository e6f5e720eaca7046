using System.ComponentModel.DataAnnotations;

namespace MySaas.Infrastructure.Notifications;

/// <summary>Section <c>Email</c>.</summary>
public sealed class EmailOptions
{
    public EmailProvider Provider { get; init; } = EmailProvider.Development;

    /// <summary>The sender, as <c>Name &lt;address&gt;</c> or an address alone.</summary>
    [Required]
    public string From { get; init; } = "MySaas <no-reply@mysaas.local>";

    public SmtpOptions Smtp { get; init; } = new();

    public sealed class SmtpOptions
    {
        public string Host { get; init; } = "";

        [Range(1, 65535)]
        public int Port { get; init; } = 587;

        /// <summary>Empty for a server that asks for no name.</summary>
        public string UserName { get; init; } = "";

        public string Password { get; init; } = "";

        public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

        /// <summary>For each step of the conversation: 1 second to 5 minutes.</summary>
        [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    }
}

public enum EmailProvider
{
    /// <summary>Kept in the database and shown at <c>/dev/inbox</c>; refused outside development.</summary>
    Development,
    Smtp,
}

public enum SmtpSecurity
{
    None,

    /// <summary>Upgrades the connection, and refuses to go on when the server cannot.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,
}
