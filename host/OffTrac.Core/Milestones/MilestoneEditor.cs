using OffTrac.Core.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Milestones;

/// <summary>The way in for people's changes of milestones.</summary>
public sealed class MilestoneEditor(IDatabase database, IMilestoneStore milestones, IPermissions permissions, TimeProvider time) : IMilestoneEditor
{
    public async ValueTask<MilestoneResult> CreateAsync(MilestoneRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        var made = Wanted(request);
        await RequireAsync("MILESTONE_CREATE", request, made.Name, isStored: false, cancellation).ConfigureAwait(false);
        if (await FindProblemsAsync(request, null, made, scope, cancellation).ConfigureAwait(false) is { Count: > 0 } problems)
            return new MilestoneResult { Problems = problems };
        try
        {
            var stored = await milestones.CreateAsync(
                new NewMilestone { Milestone = made, Author = request.User, Origin = request.Origin, Notify = Notifies(request) }, scope, cancellation)
                .ConfigureAwait(false);
            return new MilestoneResult { Milestone = stored };
        }
        catch (ResourceExistsException)
        {
            return new MilestoneResult { Problems = [Exists(made.Name)] };
        }
    }

    public async ValueTask<MilestoneResult> UpdateAsync(MilestoneRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        var (name, wanted) = (NameOf(request), Wanted(request));
        await RequireAsync("MILESTONE_MODIFY", request, name, isStored: scope is null, cancellation).ConfigureAwait(false);
        if (await FindProblemsAsync(request, name, wanted, scope, cancellation).ConfigureAwait(false) is { Count: > 0 } problems)
            return new MilestoneResult { Problems = problems };
        try
        {
            return await database.WriteAsync(
                (editor: this, request, name, wanted),
                static (scope, state, cancellation) => state.editor.StoreAsync(state.request, state.name, state.wanted, scope, cancellation),
                scope,
                cancellation).ConfigureAwait(false);
        }
        catch (ResourceExistsException)
        {
            return new MilestoneResult { Problems = [Exists(wanted.Name)] };
        }
    }

    public async ValueTask<MilestoneResult> DeleteAsync(MilestoneRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        var name = NameOf(request);
        await RequireAsync("MILESTONE_DELETE", request, name, isStored: scope is null, cancellation).ConfigureAwait(false);
        return await database.WriteAsync(
            (editor: this, request, name),
            static (scope, state, cancellation) => state.editor.RemoveAsync(state.request, state.name, scope, cancellation),
            scope,
            cancellation).ConfigureAwait(false);
    }

    private async ValueTask<MilestoneResult> StoreAsync(
        MilestoneRequest request, string name, Milestone wanted, IWriteScope scope, CancellationToken cancellation)
    {
        var stored = await milestones.UpdateAsync(
            new MilestoneUpdate
            {
                Name = name,
                Milestone = wanted,
                Author = request.User,
                Time = request.Time,
                Origin = request.Origin,
                Notify = Notifies(request),
            },
            scope,
            cancellation).ConfigureAwait(false);
        if (!wanted.IsCompleted || !request.RetargetsTickets)
            return new MilestoneResult { Milestone = stored };

        // A renaming in the same transaction has changed each ticket already: the next change must not have its time.
        var moved = await milestones.MoveTicketsAsync(
            Retarget(request, stored.Name) with
            {
                ExcludeClosed = true,
                Comment = request.Comment ?? "",
                Notice = string.IsNullOrEmpty(request.Comment) ? "Open tickets retargeted after milestone closed" : null,
            },
            scope,
            cancellation).ConfigureAwait(false);
        return new MilestoneResult { Milestone = stored, Retargeted = moved };
    }

    private async ValueTask<MilestoneResult> RemoveAsync(
        MilestoneRequest request, string name, IWriteScope scope, CancellationToken cancellation)
    {
        IReadOnlyList<int> moved = [];
        if (request.RetargetsTickets)
        {
            moved = await milestones.MoveTicketsAsync(
                Retarget(request, name) with
                {
                    Comment = request.Comment ?? "Ticket retargeted after milestone deleted",
                    Notice = "Tickets retargeted after milestone deleted",
                },
                scope,
                cancellation).ConfigureAwait(false);
        }

        await milestones.DeleteAsync(
            new MilestoneDeletion { Name = name, Author = request.User, Origin = request.Origin, Notify = Notifies(request) }, scope, cancellation)
            .ConfigureAwait(false);
        return new MilestoneResult { Retargeted = moved };
    }

    private static MilestoneRetarget Retarget(MilestoneRequest request, string name) => new()
    {
        Name = name,
        Target = request.RetargetTo,
        Author = request.User,
        Time = request.Time,
        Origin = request.Origin,
        Notify = Notifies(request),
    };

    /// <summary>In Trac's order: what somebody may not see does not exist for them, and what does not exist needs no further right.</summary>
    private async ValueTask RequireAsync(
        string action, MilestoneRequest request, string name, bool isStored, CancellationToken cancellation)
    {
        if (!request.Steps.HasFlag(EditSteps.Permissions))
            return;
        var resource = new Milestone { Name = name }.Resource;
        await permissions.RequireAsync("MILESTONE_VIEW", request.User, resource, cancellation).ConfigureAwait(false);
        if (isStored && await milestones.FindAsync(name, cancellation).ConfigureAwait(false) is null)
            throw MilestoneStore.NotFound(name);
        await permissions.RequireAsync(action, request.User, resource, cancellation).ConfigureAwait(false);
    }

    /// <summary>All that is wrong at once. Within a scope the store alone knows which names are taken.</summary>
    private async ValueTask<IReadOnlyList<ValidationProblem>> FindProblemsAsync(
        MilestoneRequest request, string? name, Milestone wanted, IWriteScope? scope, CancellationToken cancellation)
    {
        var problems = new List<ValidationProblem>();
        if (request.Steps.HasFlag(EditSteps.Manipulators) && wanted.Completed > time.GetUtcNow())
            problems.Add(new ValidationProblem { Field = "completed", Message = "Completion date may not be in the future" });
        var wantedName = TracText.SimplifySpace(wanted.Name);
        if (wantedName.Length == 0)
            problems.Add(new ValidationProblem { Field = "name", Message = "You must provide a name for the milestone." });
        else if (scope is null && wantedName != name && await milestones.FindAsync(wantedName, cancellation).ConfigureAwait(false) is not null)
            problems.Add(Exists(wantedName));
        return problems;
    }

    private static ValidationProblem Exists(string name) => new()
    {
        Field = "name",
        Message = $"Milestone \"{name}\" already exists, please choose another name.",
    };

    private static bool Notifies(MilestoneRequest request) => request.Steps.HasFlag(EditSteps.Notification);

    private static string NameOf(MilestoneRequest request) =>
        request.Name ?? throw new ArgumentException("The request names no milestone.", nameof(request));

    private static Milestone Wanted(MilestoneRequest request) =>
        request.Milestone ?? throw new ArgumentException("The request holds no milestone.", nameof(request));
}
