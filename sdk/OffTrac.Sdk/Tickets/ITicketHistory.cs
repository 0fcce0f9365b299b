namespace OffTrac.Sdk.Tickets;

/// <summary>What happened to tickets, as people are shown it. No permission: check before you call.</summary>
public interface ITicketHistory
{
    /// <summary>Changes and attachments of a ticket, grouped as Trac groups them, by time; empty for a ticket that doesn't exist.</summary>
    /// <param name="id">The ticket's number.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketHistoryEntry>> GetAsync(int id, CancellationToken cancellation);

    /// <summary>A ticket as it was after one of its comments.</summary>
    /// <param name="id">The ticket's number.</param>
    /// <param name="version">Number of the comment; 0 for the ticket as it was made.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such ticket.</exception>
    ValueTask<Ticket> GetVersionAsync(int id, int version, CancellationToken cancellation);
}
