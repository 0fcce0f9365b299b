using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>What name to give a page. Links to the old name are left as they are; a page that leads from there is the caller's.</summary>
public sealed record WikiPageRename
{
    /// <summary>Name of the page.</summary>
    public required string Name { get; init; }

    /// <summary>The new name, which no page has.</summary>
    public required string NewName { get; init; }

    /// <summary>Who renames it, for the event; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
