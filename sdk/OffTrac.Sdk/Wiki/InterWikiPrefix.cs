namespace OffTrac.Sdk.Wiki;

/// <summary>A site that links can lead to.</summary>
public sealed record InterWikiPrefix
{
    /// <summary>Prefix as written.</summary>
    public required string Prefix { get; init; }

    /// <summary>Address as written, perhaps with <c>$1</c> to <c>$9</c> in it.</summary>
    public required string Url { get; init; }

    /// <summary>Title as written; the prefix when there is none.</summary>
    public required string Title { get; init; }
}
