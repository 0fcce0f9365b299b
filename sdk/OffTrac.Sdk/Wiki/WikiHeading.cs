namespace OffTrac.Sdk.Wiki;

/// <summary>A heading of a wiki text.</summary>
public sealed record WikiHeading
{
    /// <summary>From 1 to 6.</summary>
    public required int Depth { get; init; }

    /// <summary>Its <c>id</c> in the page, without <c>#</c>.</summary>
    public required string Anchor { get; init; }

    /// <summary>Its text as HTML without links.</summary>
    public required string Html { get; init; }
}
