namespace MySaas.EndToEnd.Tests.Running;

/// <summary>What can be wrong with a mail server.</summary>
public enum SmtpTrouble
{
    None,

    /// <summary>Nobody listens, and who was connected is cut off.</summary>
    Closed,

    /// <summary>It takes connections and says nothing, whatever it is told.</summary>
    Silent,

    /// <summary>It reads mails to their end and says nothing then.</summary>
    SilentAfterData,

    /// <summary>It hangs up on everybody (421).</summary>
    HangsUp,
}
