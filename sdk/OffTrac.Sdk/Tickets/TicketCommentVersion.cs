namespace OffTrac.Sdk.Tickets;

/// <summary>One version of a comment that was edited.</summary>
public sealed record TicketCommentVersion
{
    /// <summary>Number of the version; 0 is what was written first.</summary>
    public required int Number { get; init; }

    /// <summary>When it was written, UTC, whole microseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who wrote it; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>The text; empty for none.</summary>
    public string Text { get; init; } = "";
}
