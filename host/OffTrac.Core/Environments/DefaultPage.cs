namespace OffTrac.Core.Environments;

/// <summary>A wiki page that a new environment begins with.</summary>
public sealed record DefaultPage
{
    public required string Name { get; init; }

    public required string Text { get; init; }

    /// <summary>Pages that belong to the people of the project are theirs: an upgrade leaves them alone.</summary>
    public bool IsOfProject => Name is "WikiStart" or "SandBox";

    /// <summary>A page that the project adds to is only made when it is missing.</summary>
    public bool IsOnlyMade => Name is "InterMapTxt";

    /// <summary>Whether only those with <c>WIKI_ADMIN</c> may change it in a new environment.</summary>
    public bool IsReadOnly => !IsOfProject && !IsOnlyMade;
}
