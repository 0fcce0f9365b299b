namespace OffTrac.Sdk.Tickets;

/// <summary>
/// The controllers that <c>[ticket] workflow</c> names, as one. Stands for the part of Trac's <c>TicketSystem</c> that speaks to them.
/// Who wants to take an action asks <see cref="ITicketEditor"/>.
/// </summary>
public interface ITicketWorkflow
{
    /// <summary>All states that tickets can have, in order of code points.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> GetStatusesAsync(CancellationToken cancellation);

    /// <summary>Names of the actions that can be taken, the first of which is taken when nobody chooses.</summary>
    /// <param name="context">The ticket and who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> GetActionNamesAsync(TicketActionContext context, CancellationToken cancellation);

    /// <summary>The same actions with what pages show of them.</summary>
    /// <param name="context">The ticket and who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketActionOffer>> GetOffersAsync(TicketActionContext context, CancellationToken cancellation);
}
