using System.Data.Common;
using OffTrac.Core.Attachments;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Core.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Milestones;

/// <summary>Milestones as Trac's rows.</summary>
public sealed class MilestoneStore(
    IDatabase database, TicketStore tickets, AttachmentStore attachments, IChangeRecorder recorder, TimeProvider time) : IMilestoneStore
{
    private const string CacheKey = "trac.ticket.model.MilestoneCache.milestones";

    private readonly CachedValue<IReadOnlyList<Milestone>> _milestones = new(database, CacheKey, MilestoneRows.ListAsync);
    private readonly MilestoneRows _rows = new(database.Engine);

    public async ValueTask<Milestone?> FindAsync(string name, CancellationToken cancellation)
    {
        foreach (var milestone in await _milestones.GetAsync(cancellation).ConfigureAwait(false))
        {
            if (string.Equals(milestone.Name, name, StringComparison.Ordinal))
                return milestone;
        }

        return null;
    }

    public ValueTask<IReadOnlyList<Milestone>> ListAsync(CancellationToken cancellation) => _milestones.GetAsync(cancellation);

    public ValueTask<Milestone> CreateAsync(NewMilestone milestone, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(milestone);
        return database.WriteAsync(
            (store: this, milestone with { Milestone = Clean(milestone.Milestone) }),
            static (scope, state, cancellation) => state.store.InsertAsync(state.Item2, scope, cancellation),
            scope,
            cancellation);
    }

    public ValueTask<Milestone> UpdateAsync(MilestoneUpdate update, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(update);
        return database.WriteAsync(
            (store: this, update with { Milestone = Clean(update.Milestone) }),
            static (scope, state, cancellation) => state.store.StoreAsync(state.Item2, scope, cancellation),
            scope,
            cancellation);
    }

    public ValueTask<IReadOnlyList<int>> MoveTicketsAsync(MilestoneRetarget retarget, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(retarget);
        return database.WriteAsync(
            (store: this, retarget),
            static async (scope, state, cancellation) =>
            {
                if (!string.IsNullOrEmpty(state.retarget.Target)
                    && await MilestoneRows.FindAsync(state.retarget.Target, scope, cancellation).ConfigureAwait(false) is null)
                    throw NotFound(state.retarget.Target);
                return await state.store.RetargetAsync(state.retarget, scope, cancellation).ConfigureAwait(false);
            },
            scope,
            cancellation);
    }

    public async ValueTask DeleteAsync(MilestoneDeletion deletion, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deletion);
        await database.WriteAsync(
            (store: this, deletion),
            static async (scope, state, cancellation) =>
            {
                await state.store.RemoveAsync(state.deletion, scope, cancellation).ConfigureAwait(false);
                return 0;
            },
            scope,
            cancellation).ConfigureAwait(false);
    }

    private static Milestone Clean(Milestone milestone) => milestone with
    {
        Name = TracText.SimplifySpace(milestone.Name) is { Length: > 0 } name ? name : throw new TracException("Invalid milestone name."),
        Due = Cut(milestone.Due),
        Completed = Cut(milestone.Completed),
    };

    private static DateTimeOffset? Cut(DateTimeOffset? time) => time is { } given ? TracTime.Truncate(given) : null;

    private async ValueTask<Milestone> InsertAsync(NewMilestone made, IWriteScope scope, CancellationToken cancellation)
    {
        if (!await MilestoneRows.InsertAsync(made.Milestone, scope, cancellation).ConfigureAwait(false))
            throw Exists(made.Milestone.Name);
        await TellCachesAsync(scope, cancellation).ConfigureAwait(false);
        var created = new MilestoneCreated
        {
            Milestone = made.Milestone,
            Author = made.Author,
            Time = TracTime.Truncate(time.GetUtcNow()),
            Origin = made.Origin,
            Notify = made.Notify,
        };
        await recorder.RecordAsync(created, scope, cancellation).ConfigureAwait(false);
        return made.Milestone;
    }

    private async ValueTask<Milestone> StoreAsync(MilestoneUpdate update, IWriteScope scope, CancellationToken cancellation)
    {
        var old = await _rows.LockAsync(update.Name, scope, cancellation).ConfigureAwait(false) ?? throw NotFound(update.Name);
        var moment = TracTime.Truncate(update.Time ?? time.GetUtcNow());
        if (!string.Equals(update.Milestone.Name, old.Name, StringComparison.Ordinal))
            await RenameAsync(update, moment, scope, cancellation).ConfigureAwait(false);
        try
        {
            await MilestoneRows.UpdateAsync(old.Name, update.Milestone, scope, cancellation).ConfigureAwait(false);
        }
        catch (DbException failure) when (KeyViolation.Is(failure))
        {
            throw Exists(update.Milestone.Name);
        }

        await TellCachesAsync(scope, cancellation).ConfigureAwait(false);
        var changed = new MilestoneChanged
        {
            Milestone = update.Milestone,
            OldMilestone = old,
            Author = update.Author,
            Time = moment,
            Origin = update.Origin,
            Notify = update.Notify,
        };
        await recorder.RecordAsync(changed, scope, cancellation).ConfigureAwait(false);
        return update.Milestone;
    }

    /// <summary>What goes with another name: tickets, each with a change of its own, then attachments.</summary>
    private async ValueTask RenameAsync(MilestoneUpdate update, DateTimeOffset moment, IWriteScope scope, CancellationToken cancellation)
    {
        var name = update.Milestone.Name;
        if (await MilestoneRows.FindAsync(name, scope, cancellation).ConfigureAwait(false) is not null)
            throw Exists(name);
        var retarget = new MilestoneRetarget
        {
            Name = update.Name,
            Target = name,
            Comment = "Milestone renamed",
            Author = update.Author,
            Time = moment,
            Origin = update.Origin,
            Notify = false,
        };
        await RetargetAsync(retarget, scope, cancellation).ConfigureAwait(false);
        var attached = new AttachmentMove
        {
            Parent = new Milestone { Name = update.Name }.Resource,
            NewParent = update.Milestone.Resource,
            Author = update.Author,
            Origin = update.Origin,
            Notify = update.Notify,
        };
        await attachments.MoveInAsync(attached, scope, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<int>> RetargetAsync(MilestoneRetarget retarget, IWriteScope scope, CancellationToken cancellation)
    {
        var ids = await _rows.TicketsAsync(retarget.Name, retarget.ExcludeClosed, scope, cancellation).ConfigureAwait(false);
        var moment = TracTime.Truncate(retarget.Time ?? time.GetUtcNow());
        var values = FieldValues.Empty.With("milestone", string.IsNullOrEmpty(retarget.Target) ? null : retarget.Target);
        var notice = new TicketsChanged
        {
            Ids = ids,
            NewValues = values,
            Comment = retarget.Notice ?? retarget.Comment,
            IsBatch = false,
            Author = retarget.Author,
            Time = moment,
            Origin = retarget.Origin,
        };
        await tickets.ChangeManyAsync(
            [.. ids.Select(id => new TicketUpdate
            {
                Id = id,
                Values = values,
                Comment = retarget.Comment,
                Author = retarget.Author,
                Time = moment,
                Origin = retarget.Origin,
                Notify = false,
            })],
            retarget.Notify ? notice : null,
            scope,
            cancellation).ConfigureAwait(false);
        return ids;
    }

    private async ValueTask RemoveAsync(MilestoneDeletion deletion, IWriteScope scope, CancellationToken cancellation)
    {
        var old = await _rows.LockAsync(deletion.Name, scope, cancellation).ConfigureAwait(false) ?? throw NotFound(deletion.Name);
        await MilestoneRows.DeleteAsync(deletion.Name, scope, cancellation).ConfigureAwait(false);
        var attached = new AttachmentDeletion
        {
            Parent = old.Resource,
            Author = deletion.Author,
            Origin = deletion.Origin,
            Notify = deletion.Notify,
        };
        await attachments.DeleteInAsync(attached, scope, cancellation).ConfigureAwait(false);
        await TellCachesAsync(scope, cancellation).ConfigureAwait(false);
        var deleted = new MilestoneDeleted
        {
            Milestone = old,
            Author = deletion.Author,
            Time = TracTime.Truncate(time.GetUtcNow()),
            Origin = deletion.Origin,
            Notify = deletion.Notify,
        };
        await recorder.RecordAsync(deleted, scope, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask TellCachesAsync(IWriteScope scope, CancellationToken cancellation)
    {
        await CacheGenerations.BumpAsync(CacheKey, scope, cancellation).ConfigureAwait(false);
        await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
    }

    internal static ResourceNotFoundException NotFound(string name) => new($"Milestone {name} does not exist.");

    private static ResourceExistsException Exists(string name) => new($"Milestone \"{name}\" already exists.");
}
