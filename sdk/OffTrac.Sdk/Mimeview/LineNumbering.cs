namespace OffTrac.Sdk.Mimeview;

/// <summary>How the lines of source code are numbered.</summary>
public sealed record LineNumbering
{
    /// <summary>Number of the first line.</summary>
    public int First { get; init; } = 1;

    /// <summary>What the anchors of lines begin with, before <c>L5</c>.</summary>
    public string AnchorPrefix { get; init; } = "";

    /// <summary>Lines to be marked, such as <c>3,7-9</c>; null for none. What is no such list marks none.</summary>
    public string? Marks { get; init; }
}
