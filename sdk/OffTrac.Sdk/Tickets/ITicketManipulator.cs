using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Tickets;

/// <summary>
/// Looks at what people want to store, may refuse it or set further fields. One that throws refuses. Stands for Trac's interface of
/// the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface ITicketManipulator
{
    /// <summary>Called before a ticket is stored, in component order, each seeing what the former made of it.</summary>
    /// <param name="draft">What is about to be stored.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<TicketVerdict> ValidateTicketAsync(TicketDraft draft, CancellationToken cancellation) => new(TicketVerdict.Good);

    /// <summary>
    /// Called before a change of an existing ticket is stored, also of one without a comment, and before a comment is edited; of each
    /// component before <see cref="ValidateTicketAsync"/>.
    /// </summary>
    /// <param name="draft">What is about to be stored, with the comment.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<TicketVerdict> ValidateCommentAsync(TicketDraft draft, CancellationToken cancellation) => new(TicketVerdict.Good);
}
