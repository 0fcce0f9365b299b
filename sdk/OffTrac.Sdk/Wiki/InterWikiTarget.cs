namespace OffTrac.Sdk.Wiki;

/// <summary>Where a link to another site leads.</summary>
public sealed record InterWikiTarget
{
    /// <summary>Address; empty when its scheme is not among <c>[wiki] safe_schemes</c>.</summary>
    public required string Url { get; init; }

    /// <summary>Title, such as <c>WikiWiki in MeatBall</c>.</summary>
    public required string Title { get; init; }
}
