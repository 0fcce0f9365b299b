using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>What to store as a page.</summary>
public sealed record WikiPageSave
{
    /// <summary>Name of the page.</summary>
    public required string Name { get; init; }

    /// <summary>Wiki text.</summary>
    public required string Text { get; init; }

    /// <summary>Who writes; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Comment on the version.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether only those with <c>WIKI_ADMIN</c> may change it; null to leave that as it is.</summary>
    public bool? IsReadOnly { get; init; }

    /// <summary>When; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>
    /// The version that the change is based on, 0 for a page that did not exist: with another one stored nothing is written. Null
    /// to write whatever is stored.
    /// </summary>
    public int? BasedOn { get; init; }

    /// <summary>
    /// Whether the text takes the place of the latest version's, whose time, author and comment stay, instead of making a new version. A
    /// page that does not exist is made. What was there is lost: meant for administrators, as Trac's <c>wiki replace</c>.
    /// </summary>
    public bool Replace { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
