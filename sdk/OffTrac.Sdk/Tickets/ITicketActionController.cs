using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Tickets;

/// <summary>
/// Offers workflow actions for tickets and says what they change. Only asked when <c>[ticket] workflow</c> names it, in that order.
/// Stands for Trac's interface of the same name. One that throws lets nothing be stored.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface ITicketActionController
{
    /// <summary>
    /// The actions that this user may take on this ticket. Asked often; must look at the ticket as stored, not as the form would
    /// have it, so that one form never takes two steps.
    /// </summary>
    /// <param name="context">The ticket and who asks.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<TicketAction>> GetActionsAsync(TicketActionContext context, CancellationToken cancellation);

    /// <summary>All states that it knows, in any order. Asked often; must be quick.</summary>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<string>> GetStatusesAsync(CancellationToken cancellation);

    /// <summary>How a page shows an action. Only asked for actions that it offered.</summary>
    /// <param name="action">Name of the action.</param>
    /// <param name="context">The ticket and who asks.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<TicketActionControl> DescribeActionAsync(string action, TicketActionContext context, CancellationToken cancellation);

    /// <summary>
    /// Values that an action gives to fields. Only asked for actions that it offered; also asked for previews, so it must change
    /// nothing itself.
    /// </summary>
    /// <param name="action">Name of the action.</param>
    /// <param name="context">The ticket and who asks.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<FieldValues> GetChangesAsync(string action, TicketActionContext context, CancellationToken cancellation);

    /// <summary>What else an action brings about; called after the ticket was stored and the commit has happened.</summary>
    /// <param name="action">Name of the action.</param>
    /// <param name="context">The ticket as stored then, and who asked.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask ApplySideEffectsAsync(string action, TicketActionContext context, CancellationToken cancellation) => default;
}
