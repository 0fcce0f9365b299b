using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Brings markup of its own, found in a line after Trac's font styles and links and before its other rules. Stands for
/// <c>get_wiki_syntax</c> of Trac's <c>IWikiSyntaxProvider</c>; see <see cref="IWikiLinkResolver"/> for the rest of it.
/// </summary>
[ExtensionPoint]
public interface IWikiSyntaxProvider
{
    /// <summary>The markup. Asked for every text: keep it ready.</summary>
    IReadOnlyList<WikiSyntax> Syntax { get; }

    /// <summary>Says what the markup of a text stands for.</summary>
    /// <param name="matches">Where it stands, in the order of the text.</param>
    /// <param name="context">Where the text stands, and who reads it.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    /// <returns>One a match, in the same order.</returns>
    ValueTask<IReadOnlyList<WikiSyntaxResult>> ConvertAsync(
        IReadOnlyList<WikiSyntaxMatch> matches, WikiContext context, CancellationToken cancellation);
}
