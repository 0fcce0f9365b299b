using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Tickets;

/// <summary>
/// The way in for people's changes: permission, collision, workflow, manipulators, store, notification, as far as the request asks
/// for each. Stands for what Trac's web module does around its model.
/// </summary>
public interface ITicketEditor
{
    /// <summary>Makes a ticket.</summary>
    /// <param name="request">What a person wants; its <see cref="TicketRequest.Id"/> is null.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>The ticket, or problems; with problems nothing was written.</returns>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    ValueTask<TicketResult> CreateAsync(TicketRequest request, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Changes a ticket.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>The ticket, or problems; with problems nothing was written.</returns>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such ticket.</exception>
    /// <exception cref="TicketCollisionException">Somebody else changed it meanwhile.</exception>
    ValueTask<TicketResult> ChangeAsync(TicketRequest request, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a ticket; needs <c>TICKET_ADMIN</c> when permissions are asked for.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such ticket.</exception>
    ValueTask DeleteAsync(TicketRequest request, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Changes several tickets in one transaction; needs <c>TICKET_BATCH_MODIFY</c> when permissions are asked for.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>What was changed, or problems; with problems nothing was written.</returns>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">One of the tickets doesn't exist.</exception>
    ValueTask<TicketBatchResult> ChangeManyAsync(TicketBatchRequest request, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Edits a comment. Nobody is told by mail, and a collision is not looked for, as in Trac.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>The ticket, or problems; with problems nothing was written.</returns>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such ticket or comment.</exception>
    ValueTask<TicketResult> EditCommentAsync(TicketCommentRequest request, IWriteScope? scope, CancellationToken cancellation);
}
