using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Milestones;

/// <summary>
/// Hears of milestones after the commit: plain components before the store's method returns, durable ones later, see
/// <see cref="Delivery"/>. What it throws never undoes the change. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(TimeLimitSeconds = 30)]
public interface IMilestoneChangeListener
{
    /// <summary>A milestone was made.</summary>
    /// <param name="created">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask MilestoneCreatedAsync(MilestoneCreated created, CancellationToken cancellation) => default;

    /// <summary>A milestone was changed or renamed; the tickets and attachments that go with a renaming are told before.</summary>
    /// <param name="changed">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask MilestoneChangedAsync(MilestoneChanged changed, CancellationToken cancellation) => default;

    /// <summary>A milestone was deleted.</summary>
    /// <param name="deleted">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask MilestoneDeletedAsync(MilestoneDeleted deleted, CancellationToken cancellation) => default;
}
