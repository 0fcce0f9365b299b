namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Blocks that are rendered by themselves: a whole text, or what is in a citation or a processor.</summary>
internal sealed record WikiDocument(IReadOnlyList<WikiBlock> Blocks)
{
    public static WikiDocument Empty { get; } = new([]);
}
