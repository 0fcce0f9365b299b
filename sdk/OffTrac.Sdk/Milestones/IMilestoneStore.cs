using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Milestones;

/// <summary>Milestones as rows: exactly those that Trac would write. No permission: check before you call. Stands for Trac's milestone model.</summary>
public interface IMilestoneStore
{
    /// <summary>A milestone, or null. Cached until one changes, by whatever program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<Milestone?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>
    /// All milestones: completed ones first, in the order of completion, then by date, those without one last, then by name. Cached until one
    /// changes, by whatever program.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<Milestone>> ListAsync(CancellationToken cancellation);

    /// <summary>Makes a milestone and tells the listeners after the commit.</summary>
    /// <param name="milestone">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The name is blank.</exception>
    /// <exception cref="ResourceExistsException">There is one of that name.</exception>
    ValueTask<Milestone> CreateAsync(NewMilestone milestone, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Changes or renames a milestone and tells the listeners after the commit, those of its tickets and attachments first.</summary>
    /// <param name="update">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The name is blank.</exception>
    /// <exception cref="ResourceNotFoundException">There is no such milestone.</exception>
    /// <exception cref="ResourceExistsException">There is one of the new name.</exception>
    ValueTask<Milestone> UpdateAsync(MilestoneUpdate update, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Gives tickets of a milestone another one, and tells the listeners of each after the commit.</summary>
    /// <param name="retarget">Which, and to what.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>Numbers of the tickets, ascending.</returns>
    /// <exception cref="ResourceNotFoundException">There is no milestone of the name they are to get.</exception>
    ValueTask<IReadOnlyList<int>> MoveTicketsAsync(MilestoneRetarget retarget, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a milestone with its attachments and tells the listeners after the commit.</summary>
    /// <param name="deletion">What to delete.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="ResourceNotFoundException">There is no such milestone.</exception>
    ValueTask DeleteAsync(MilestoneDeletion deletion, IWriteScope? scope, CancellationToken cancellation);
}
