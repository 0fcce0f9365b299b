using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Tickets;

/// <summary>
/// Ticket types, priorities, severities and resolutions as rows: exactly those that Trac would write. No permission: check before you
/// call.
/// </summary>
public interface ITicketEnumStore
{
    /// <summary>The values of a list in their order.</summary>
    /// <param name="kind">Which list.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketEnumValue>> ListAsync(TicketEnumKind kind, CancellationToken cancellation);

    /// <summary>Adds a value; at the end of the order when it has no place of its own.</summary>
    /// <param name="kind">Which list.</param>
    /// <param name="value">What to store. Runs of blanks in its name become one.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The name is blank.</exception>
    /// <exception cref="Resources.ResourceExistsException">There is one of that name.</exception>
    ValueTask<TicketEnumValue> CreateAsync(
        TicketEnumKind kind, TicketEnumValue value, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Changes or renames a value. Tickets get the new name without a row in their change log, as in Trac.</summary>
    /// <param name="kind">Which list.</param>
    /// <param name="name">Its name as stored.</param>
    /// <param name="value">All of it as it is to be.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The new name is blank.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is none of that name.</exception>
    /// <exception cref="Resources.ResourceExistsException">There is one of the new name.</exception>
    ValueTask<TicketEnumValue> UpdateAsync(
        TicketEnumKind kind, string name, TicketEnumValue value, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Changes places with the value before or after it.</summary>
    /// <param name="kind">Which list.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isUp">True towards the beginning.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>False when it has no such neighbour.</returns>
    /// <exception cref="Resources.ResourceNotFoundException">There is none of that name.</exception>
    ValueTask<bool> MoveAsync(TicketEnumKind kind, string name, bool isUp, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a value; those after it move up. Tickets keep its name.</summary>
    /// <param name="kind">Which list.</param>
    /// <param name="name">Its name.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Resources.ResourceNotFoundException">There is none of that name.</exception>
    ValueTask DeleteAsync(TicketEnumKind kind, string name, IWriteScope? scope, CancellationToken cancellation);
}
