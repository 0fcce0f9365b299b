using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Hears of wiki pages after the commit: plain components before the store's method returns, durable ones later, see
/// <see cref="Delivery"/>. What it throws never undoes the change. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(TimeLimitSeconds = 30)]
public interface IWikiChangeListener
{
    /// <summary>A page was made; also told, as Trac does, when only the read-only flag of a page in version 1 changes.</summary>
    /// <param name="added">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask WikiPageAddedAsync(WikiPageAdded added, CancellationToken cancellation) => default;

    /// <summary>A page has a new version, or its read-only flag changed.</summary>
    /// <param name="changed">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask WikiPageChangedAsync(WikiPageChanged changed, CancellationToken cancellation) => default;

    /// <summary>A page was deleted.</summary>
    /// <param name="deleted">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask WikiPageDeletedAsync(WikiPageDeleted deleted, CancellationToken cancellation) => default;

    /// <summary>One version was deleted, and others remain.</summary>
    /// <param name="deleted">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask WikiPageVersionDeletedAsync(WikiPageVersionDeleted deleted, CancellationToken cancellation) => default;

    /// <summary>A page was renamed.</summary>
    /// <param name="renamed">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask WikiPageRenamedAsync(WikiPageRenamed renamed, CancellationToken cancellation) => default;

    /// <summary>The comment on a version was edited.</summary>
    /// <param name="modified">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask WikiPageCommentModifiedAsync(WikiPageCommentModified modified, CancellationToken cancellation) => default;
}
