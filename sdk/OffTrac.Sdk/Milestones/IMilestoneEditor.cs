using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Milestones;

/// <summary>
/// The way in for people's changes of milestones: permission, store, tickets that get another one, notification, as far as the request asks for
/// each. Stands for what Trac's web module does around its model. Permissions: beside the action's own <c>MILESTONE_VIEW</c>.
/// </summary>
public interface IMilestoneEditor
{
    /// <summary>Makes a milestone; needs <c>MILESTONE_CREATE</c> when permissions are asked for.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    ValueTask<MilestoneResult> CreateAsync(MilestoneRequest request, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>
    /// Changes, renames, closes or opens a milestone, and, when it is closed and the request says so, gives its open tickets another one,
    /// all in one transaction; needs <c>MILESTONE_MODIFY</c>.
    /// </summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such milestone, or none to give the tickets.</exception>
    ValueTask<MilestoneResult> UpdateAsync(MilestoneRequest request, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a milestone and gives its tickets another one when the request says so; needs <c>MILESTONE_DELETE</c>.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such milestone, or none to give the tickets.</exception>
    ValueTask<MilestoneResult> DeleteAsync(MilestoneRequest request, IWriteScope? scope, CancellationToken cancellation);
}
