namespace OffTrac.Host.Web;

/// <summary>Where a path belongs.</summary>
internal sealed record SitePlace
{
    public required Site Site { get; init; }

    /// <summary>Number of segments before the site's own path.</summary>
    public required int First { get; init; }

    /// <summary>Why there is nothing, in one line; null when there may be something.</summary>
    public string? Missing { get; init; }
}
