using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>Where a wiki text stands, and who reads it. Stands for Trac's <c>RenderingContext</c>.</summary>
public sealed record WikiContext
{
    /// <summary>What the text belongs to, such as a page or a ticket: relative links and attachments start from there.</summary>
    public Resource? Resource { get; init; }

    /// <summary>Login of the reader, or <c>anonymous</c>: what that user may not see isn't shown.</summary>
    public required string User { get; init; }

    /// <summary>
    /// What links to this environment start with, without a slash at the end: the path of its root, such as <c>/harbour</c> or
    /// nothing, or an absolute address (mails, RPC).
    /// </summary>
    public string BaseHref { get; init; } = "";

    /// <summary>
    /// Path of the environment's root in the request that asks, without a slash at the end: for the few links that Trac never
    /// makes absolute, such as those of a query's table.
    /// </summary>
    public string RequestHref { get; init; } = "";

    /// <summary>The reader's time zone, for times in titles.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether a line end in a paragraph is a line break, as in tickets.</summary>
    public bool PreserveNewlines { get; init; }

    /// <summary>Whether one-line HTML and headings are cut.</summary>
    public bool ShortenLines { get; init; }

    /// <summary>
    /// How many renderings this one is inside of. A macro that renders passes the context of its call on; beyond a limit an
    /// error box appears instead.
    /// </summary>
    public int Depth { get; init; }
}
