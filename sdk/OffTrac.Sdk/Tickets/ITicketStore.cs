using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Tickets;

/// <summary>
/// Tickets as rows: exactly those that Trac would write. No permission, manipulator, workflow or mail: check before you call, or
/// use <see cref="ITicketEditor"/>. Stands for Trac's ticket model.
/// </summary>
public interface ITicketStore
{
    /// <summary>A ticket, or null.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<Ticket?> FindAsync(int id, CancellationToken cancellation);

    /// <summary>Tickets by number, in the order asked for, those that don't exist left out; in a fixed number of queries.</summary>
    /// <param name="ids">Numbers.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<Ticket>> GetAsync(IReadOnlyCollection<int> ids, CancellationToken cancellation);

    /// <summary>Numbers of all tickets, ascending.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<int>> ListAsync(CancellationToken cancellation);

    /// <summary>All rows of a ticket's change log, by time, then as Trac orders them; empty for a ticket that doesn't exist.</summary>
    /// <param name="id">The ticket's number.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketChange>> GetChangesAsync(int id, CancellationToken cancellation);

    /// <summary>
    /// A ticket's change log with its attachments, by time, then what stays before what can be deleted, then by author and field as the
    /// database orders them. Stands for <c>get_changelog</c> of Trac's ticket model.
    /// </summary>
    /// <param name="id">The ticket's number.</param>
    /// <param name="time">Only what has exactly this time; null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketLogEntry>> GetLogAsync(int id, DateTimeOffset? time, CancellationToken cancellation);

    /// <summary>
    /// The rows of one change, in the order of <see cref="GetChangesAsync"/>; empty when there is none of that number. Changes of old
    /// versions, which have no number, are counted.
    /// </summary>
    /// <param name="id">The ticket's number.</param>
    /// <param name="commentNumber">Number of the comment, without the number it answers.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketChange>> FindChangeAsync(int id, int commentNumber, CancellationToken cancellation);

    /// <summary>All versions of a comment, the first one first, the present one last; empty when there is no such change.</summary>
    /// <param name="id">The ticket's number.</param>
    /// <param name="changeTime">Time of the change that the comment belongs to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketCommentVersion>> GetCommentHistoryAsync(
        int id, DateTimeOffset changeTime, CancellationToken cancellation);

    /// <summary>Numbers of the tickets that were made or changed at or after a time, ascending.</summary>
    /// <param name="since">The time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<int>> ListChangedAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Makes a ticket and tells the listeners after the commit.</summary>
    /// <param name="ticket">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">A field is unknown.</exception>
    ValueTask<Ticket> CreateAsync(NewTicket ticket, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Changes a ticket and tells the listeners after the commit.</summary>
    /// <param name="update">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>What was changed, as told to the listeners; null when nothing was, and the comment is blank.</returns>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such ticket.</exception>
    /// <exception cref="TicketCollisionException">It is not the ticket that the change is based on.</exception>
    ValueTask<TicketChanged?> ChangeAsync(TicketUpdate update, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Edits a comment, keeps the text before in its history, and tells the listeners after the commit.</summary>
    /// <param name="edit">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>What was changed, as told to the listeners; null when that is the text already.</returns>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such ticket or change.</exception>
    ValueTask<TicketCommentModified?> ModifyCommentAsync(TicketCommentEdit edit, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>
    /// Deletes one change as if it had not been made, and tells the listeners after the commit: a field gets its value before back, or,
    /// when it was changed again later, that later change its old value. Numbers of other comments stay.
    /// </summary>
    /// <param name="deletion">What to delete.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>What was deleted, as told to the listeners.</returns>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such ticket or change.</exception>
    ValueTask<TicketChangeDeleted> DeleteChangeAsync(TicketChangeDeletion deletion, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a ticket with its changes and attachments and tells the listeners after the commit.</summary>
    /// <param name="deletion">What to delete.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such ticket.</exception>
    ValueTask DeleteAsync(TicketDeletion deletion, IWriteScope? scope, CancellationToken cancellation);
}
