namespace OffTrac.Core.Mail;

/// <summary>How to reach a mail server.</summary>
public sealed record SmtpSettings
{
    /// <summary>Name or address of the server.</summary>
    public required string Server { get; init; }

    /// <summary>Port.</summary>
    public int Port { get; init; } = 25;

    /// <summary>Whether nothing is sent before the connection is encrypted (STARTTLS, RFC 3207).</summary>
    public bool UseTls { get; init; }

    /// <summary>Login; empty for none.</summary>
    public string User { get; init; } = "";

    /// <summary>Password; never shown.</summary>
    public string Password { get; init; } = "";

    /// <summary>Longest wait for the connection, and for each answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Longest wait for the answer that says whether the message was taken, also when the sending is cancelled: who goes away
    /// without it would send the message twice (RFC 1047).
    /// </summary>
    public TimeSpan FinalPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Server}:{Port}");
}
