using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Looks at what people want to store as a page and may refuse it. One that throws refuses. Stands for Trac's interface of the same
/// name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface IWikiPageManipulator
{
    /// <summary>Called before a page is stored, in component order.</summary>
    /// <param name="draft">What is about to be stored.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    /// <returns>Why it must not be stored; empty when it may.</returns>
    ValueTask<IReadOnlyList<ValidationProblem>> ValidateWikiPageAsync(WikiPageDraft draft, CancellationToken cancellation);
}
