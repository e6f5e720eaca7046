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

        /// <summary>Connections that this node has open at once, and so mails that it hands over side by side.</summary>
        [Range(1, 50)]
        public int MaxConnections { get; init; } = 4;

        /// <summary>How long a connection is kept open for the next mail: 1 second to 10 minutes.</summary>
        [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
        public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

        /// <summary>
        /// How long mails wait after the server could not be used, before one of them tries again: 1 second to 1 hour. Each
        /// further failure doubles the wait.
        /// </summary>
        [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
        public TimeSpan OutagePause { get; init; } = TimeSpan.FromSeconds(15);

        /// <summary>The longest such wait, and so how late the end of an outage may be noticed: 1 second to 1 hour.</summary>
        [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
        public TimeSpan MaxOutagePause { get; init; } = TimeSpan.FromMinutes(2);
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
