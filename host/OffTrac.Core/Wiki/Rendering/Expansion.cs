using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>What the numbers in a tree stand for, in one environment and for one reader.</summary>
internal sealed record Expansion
{
    public required IReadOnlyList<WikiLink> Links { get; init; }

    public required IReadOnlyList<CallOutcome> Calls { get; init; }

    public required IReadOnlyList<WikiSyntaxResult> Extensions { get; init; }

    /// <summary>Placeholder for the anchors of numbered lines, which are counted while the page is written.</summary>
    public string? AnchorPlaceholder { get; init; }

    /// <summary>Whether another one stands for the same. What a macro rendered by itself never does.</summary>
    public bool IsSame(Expansion other)
        => Links.SequenceEqual(other.Links) && Calls.SequenceEqual(other.Calls) && Extensions.SequenceEqual(other.Extensions)
            && AnchorPlaceholder == other.AnchorPlaceholder;
}
