namespace OffTrac.Sdk.Mail;

/// <summary>Somebody whom the mail system would not take a message for.</summary>
public sealed record RefusedRecipient
{
    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>What the mail system said, in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it may take it later.</summary>
    public bool IsTemporary { get; init; }
}
