using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>The way in for people's changes of tickets.</summary>
public sealed class TicketEditor(
    IEnvironment environment,
    TicketStore tickets,
    TicketWorkflow workflow,
    IPermissions permissions,
    IExtensionPoint<ITicketManipulator> manipulators,
    TimeProvider time) : ITicketEditor
{
    /// <summary>How often a change is worked out anew because another came first.</summary>
    private const int Attempts = 10;

    /// <summary>An older ini has no action for making tickets; they begin in state new.</summary>
    private const int FirstWithCreationActions = 33;

    private static readonly Resource s_realm = new() { Realm = "ticket" };

    private readonly TicketValidation _validation = new(new TicketOptions(environment.Configuration), manipulators, time);

    private readonly TicketBatchEditor _batch =
        new(tickets, workflow, permissions, new TicketValidation(new TicketOptions(environment.Configuration), manipulators, time), time);

    public async ValueTask<TicketResult> CreateAsync(TicketRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Steps.HasFlag(EditSteps.Permissions))
            await permissions.RequireAsync("TICKET_CREATE", request.User, s_realm, cancellation).ConfigureAwait(false);
        var draft = new EditDraft(request, null, await tickets.NewEditAsync(scope, cancellation).ConfigureAwait(false));
        draft.SetReporter();
        draft.SetForm();
        var action = await ActAsync(draft, cancellation).ConfigureAwait(false);
        if (request.Steps.HasFlag(EditSteps.Manipulators))
            await _validation.CheckAsync(draft, cancellation).ConfigureAwait(false);
        if (draft.Problems.Count > 0)
            return new TicketResult { Problems = draft.Problems };
        var ticket = await tickets.CreateAsync(
            new NewTicket
            {
                Values = draft.Edit.ValuesAsSet(),
                Author = draft.Author,
                Time = request.Time,
                Origin = request.Origin,
                Notify = request.Steps.HasFlag(EditSteps.Notification),
            },
            scope,
            cancellation).ConfigureAwait(false);
        await FinishAsync(action, draft, ticket, scope, cancellation).ConfigureAwait(false);
        return new TicketResult { Ticket = ticket };
    }

    public async ValueTask<TicketResult> ChangeAsync(TicketRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = IdOf(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ChangeOnceAsync(id, request, scope, cancellation).ConfigureAwait(false);
            }
            catch (TicketCollisionException) when ((!request.Steps.HasFlag(EditSteps.Collision) || request.Rules == EditRules.Program) && attempt < Attempts)
            {
                // Who doesn't ask for collisions wants the change on top of whatever came first: rights, workflow and
                // manipulators must see that. A program that asks is told of it in the next attempt, in its own words.
            }
        }
    }

    public async ValueTask<TicketBatchResult> ChangeManyAsync(TicketBatchRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _batch.ChangeAsync(request, scope, cancellation).ConfigureAwait(false);
            }
            catch (TicketCollisionException) when (scope is null && attempt < Attempts)
            {
                // As for a single one; the whole batch was undone.
            }
        }
    }

    public async ValueTask<TicketResult> EditCommentAsync(TicketCommentRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (id, number) = (request.Id, request.CommentNumber);
        if (request.Steps.HasFlag(EditSteps.Permissions))
            await permissions.RequireAsync("TICKET_VIEW", request.User, Resource.Ticket(id), cancellation).ConfigureAwait(false);
        var (stored, edit) = await tickets.EditAsync(id, scope, cancellation).ConfigureAwait(false);
        var change = await tickets.FindChangeAsync(id, number, scope, cancellation).ConfigureAwait(false);
        if (change.Count == 0)
            throw new ResourceNotFoundException(string.Create(CultureInfo.InvariantCulture, $"Comment {number} not found"));
        if (request.Steps.HasFlag(EditSteps.Permissions))
        {
            var comment = Resource.Ticket(id).Child("comment", number.ToString(CultureInfo.InvariantCulture));
            await permissions.RequireAsync("TICKET_EDIT_COMMENT", request.User, comment, cancellation).ConfigureAwait(false);
        }

        if (request.Steps.HasFlag(EditSteps.Manipulators))
        {
            var asked = new TicketRequest { Id = id, User = request.User, Author = request.Author, Comment = request.Comment, Steps = request.Steps };
            var draft = new EditDraft(asked, stored, edit);
            await _validation.CheckAsync(draft, cancellation).ConfigureAwait(false);
            if (draft.Problems.Count > 0)
                return new TicketResult { Problems = draft.Problems };
        }

        var modified = await tickets.ModifyCommentAsync(
            new TicketCommentEdit
            {
                Id = id,
                ChangeTime = change[0].Time,
                Comment = request.Comment,
                Author = request.Author ?? request.User,
                Time = request.Time,
                Origin = request.Origin,
                Notify = false,
            },
            scope,
            cancellation).ConfigureAwait(false);
        return new TicketResult { Ticket = modified?.Ticket ?? stored, CommentNumber = number };
    }

    public async ValueTask DeleteAsync(TicketRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = IdOf(request);
        if (request.Steps.HasFlag(EditSteps.Permissions))
            await permissions.RequireAsync("TICKET_ADMIN", request.User, Resource.Ticket(id), cancellation).ConfigureAwait(false);
        await tickets.DeleteAsync(
            new TicketDeletion { Id = id, Author = request.Author ?? request.User, Origin = request.Origin }, scope, cancellation)
            .ConfigureAwait(false);
    }

    private async ValueTask<TicketResult> ChangeOnceAsync(int id, TicketRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        var (stored, edit) = await tickets.EditAsync(id, scope, cancellation).ConfigureAwait(false);
        edit.FollowsModel = request.Rules == EditRules.Program;
        var draft = new EditDraft(request, stored, edit);
        var action = request.Rules == EditRules.Form
            ? await CheckFormAsync(draft, cancellation).ConfigureAwait(false)
            : await CheckProgramAsync(draft, cancellation).ConfigureAwait(false);
        if (draft.Problems.Count > 0)
            return new TicketResult { Problems = draft.Problems };
        var changed = await tickets.ChangeAsync(
            new TicketUpdate
            {
                Id = id,
                Values = draft.Edit.ChangedValues(),
                Comment = request.Comment,
                ReplyTo = request.ReplyTo,
                Author = draft.Author,
                Time = request.Time,
                IsTimeExact = request is { Rules: EditRules.Program, Time: not null },
                BasedOn = stored.Changed,
                Origin = request.Origin,
                Notify = request.Steps.HasFlag(EditSteps.Notification),
            },
            scope,
            cancellation).ConfigureAwait(false);
        var ticket = changed?.Ticket ?? stored;
        await FinishAsync(action, draft, ticket, scope, cancellation).ConfigureAwait(false);
        return new TicketResult { Ticket = ticket, CommentNumber = changed?.CommentNumber };
    }

    private async ValueTask<AvailableAction?> CheckFormAsync(EditDraft draft, CancellationToken cancellation)
    {
        if (draft.Request.Steps.HasFlag(EditSteps.Permissions))
            await permissions.RequireAsync("TICKET_VIEW", draft.Request.User, draft.Stored!.Resource, cancellation).ConfigureAwait(false);
        if (IsCollision(draft))
            throw new TicketCollisionException(draft.Stored!.Id);
        draft.SetForm();
        draft.CheckReplyTo();
        await RequireAsync(draft, cancellation).ConfigureAwait(false);
        var action = await ActAsync(draft, cancellation).ConfigureAwait(false);
        await RequireAsync(draft, cancellation).ConfigureAwait(false);
        if (draft.Request.Steps.HasFlag(EditSteps.Manipulators))
            await _validation.CheckAsync(draft, cancellation).ConfigureAwait(false);
        return action;
    }

    /// <summary>What the workflow has against it comes alone, as Trac's RPC gives it; what it sets comes last.</summary>
    private async ValueTask<AvailableAction?> CheckProgramAsync(EditDraft draft, CancellationToken cancellation)
    {
        draft.SetForm();
        var action = draft.Problems.Count > 0 ? null : await ActAsync(draft, cancellation).ConfigureAwait(false);
        if (draft.Problems.Count > 0)
            return null;
        await FindMissingRightsAsync(draft, cancellation).ConfigureAwait(false);
        if (IsCollision(draft) && (draft.ChangedNames.Any() || !string.IsNullOrEmpty(draft.Request.Comment)))
            draft.Refuse(null, "Your changes have not been saved because this ticket has been modified since you started editing.");
        draft.CheckReplyTo();
        if (draft.Request.Steps.HasFlag(EditSteps.Manipulators))
            await _validation.CheckAsync(draft, cancellation).ConfigureAwait(false);
        if (draft.Problems.Count == 0 && draft.DateTexts.Count > 0)
            throw new TracException($"Field {draft.DateTexts.First().Key} is string; a DateTime is needed.");
        draft.SetPending();
        return action;
    }

    private static bool IsCollision(EditDraft draft) => draft.Request.Steps.HasFlag(EditSteps.Collision)
        && (draft.Request.BasedOn is not { } based || TracTime.Truncate(based) != draft.Stored!.Changed);

    /// <summary>Trac's rules for changed fields: the owner counts even when the workflow set it.</summary>
    private async ValueTask RequireAsync(EditDraft draft, CancellationToken cancellation)
    {
        if (!draft.Request.Steps.HasFlag(EditSteps.Permissions))
            return;
        foreach (var (action, _) in draft.NeededRights())
            await permissions.RequireAsync(action, draft.Request.User, draft.Stored!.Resource, cancellation).ConfigureAwait(false);
        if (draft.NeededRightToComment() is { } comment)
            await permissions.RequireAsync(comment.Action, draft.Request.User, draft.Stored!.Resource, cancellation).ConfigureAwait(false);
    }

    private async ValueTask FindMissingRightsAsync(EditDraft draft, CancellationToken cancellation)
    {
        if (!draft.Request.Steps.HasFlag(EditSteps.Permissions))
            return;
        var mayChange = true;
        foreach (var right in draft.NeededRights().ToList())
            mayChange &= await MayAsync(right, draft, cancellation).ConfigureAwait(false);
        if (!mayChange)
            draft.Restore();
        if (draft.NeededRightToComment() is { } comment)
            await MayAsync(comment, draft, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> MayAsync((string Action, string Warning) right, EditDraft draft, CancellationToken cancellation)
    {
        if (await permissions.CheckAsync(right.Action, draft.Request.User, draft.Stored!.Resource, cancellation).ConfigureAwait(false))
            return true;
        draft.Refuse(null, right.Warning);
        return false;
    }

    /// <summary>Lets the workflow's action set fields; problems are added to the draft.</summary>
    private async ValueTask<AvailableAction?> ActAsync(EditDraft draft, CancellationToken cancellation)
    {
        if (!draft.Request.Steps.HasFlag(EditSteps.Workflow))
            return null;
        var context = draft.Context();
        var actions = await workflow.GetActionsAsync(context, cancellation).ConfigureAwait(false);
        var wanted = draft.Request.Action;
        var action = wanted is null
            ? actions.Count > 0 ? actions[0] : null
            : actions.FirstOrDefault(offer => string.Equals(offer.Name, wanted, StringComparison.Ordinal));
        if (action is null)
        {
            if (wanted is null && draft.Stored is null && environment.DatabaseVersion < FirstWithCreationActions)
                draft.SetByWorkflow("ticket", FieldValues.Empty.With("status", "new"));
            else if (wanted is not null || draft.Stored is not null)
                draft.Refuse(null, $"The action \"{wanted}\" is not available; there are: {string.Join(", ", actions.Select(offer => offer.Name))}.");
            return null;
        }

        foreach (var controller in action.Controllers)
        {
            draft.SetByWorkflow(
                controller,
                await workflow.GetChangesAsync(controller, action.Name, context, cancellation).ConfigureAwait(false));
        }

        return action;
    }

    private ValueTask FinishAsync(
        AvailableAction? action, EditDraft draft, Ticket ticket, IWriteScope? scope, CancellationToken cancellation) => action is null
            ? default
            : workflow.FinishAsync(action, draft.Context() with { Stored = ticket, Values = ticket.Values }, scope, cancellation);

    private static int IdOf(TicketRequest request) =>
        request.Id ?? throw new ArgumentException("The request names no ticket.", nameof(request));
}
