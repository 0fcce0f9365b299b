using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Tickets;

/// <summary>Components of tickets as rows: exactly those that Trac would write. No permission: check before you call.</summary>
public interface ITicketComponentStore
{
    /// <summary>A component, or null.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<TicketComponent?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>All components, by name in the database's order.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketComponent>> ListAsync(CancellationToken cancellation);

    /// <summary>Makes one. Runs of blanks in its name become one.</summary>
    /// <param name="component">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The name is blank.</exception>
    /// <exception cref="Resources.ResourceExistsException">There is one of that name.</exception>
    ValueTask<TicketComponent> CreateAsync(TicketComponent component, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Changes or renames one. Tickets get the new name without a row in their change log, as in Trac.</summary>
    /// <param name="name">Its name as stored.</param>
    /// <param name="component">All of it as it is to be.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The new name is blank.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is none of that name.</exception>
    /// <exception cref="Resources.ResourceExistsException">There is one of the new name.</exception>
    ValueTask<TicketComponent> UpdateAsync(string name, TicketComponent component, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes one. Tickets keep its name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Resources.ResourceNotFoundException">There is none of that name.</exception>
    ValueTask DeleteAsync(string name, IWriteScope? scope, CancellationToken cancellation);
}
