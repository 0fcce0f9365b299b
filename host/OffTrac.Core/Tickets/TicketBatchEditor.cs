using OffTrac.Sdk;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Changes of several tickets at once by the rules of Trac's batch module: what a form may set, lists, workflow, one transaction.</summary>
internal sealed class TicketBatchEditor(
    TicketStore tickets, TicketWorkflow workflow, IPermissions permissions, TicketValidation validation, TimeProvider time)
{
    public async ValueTask<TicketBatchResult> ChangeAsync(TicketBatchRequest request, IWriteScope? scope, CancellationToken cancellation)
    {
        var isChecked = request.Steps.HasFlag(EditSteps.Permissions);
        if (isChecked)
            await permissions.RequireAsync("TICKET_BATCH_MODIFY", request.User, resource: null, cancellation).ConfigureAwait(false);
        var maySetReporter = !isChecked
            || await permissions.CheckAsync("TICKET_ADMIN", request.User, resource: null, cancellation).ConfigureAwait(false);
        request = request with { Ids = [.. request.Ids.Distinct()] };
        var edits = await tickets.EditManyAsync(request.Ids, scope, cancellation).ConfigureAwait(false);
        var drafts = new List<(EditDraft Draft, AvailableAction? Action)>(edits.Count);
        var values = FieldValues.Empty;
        var problems = new List<ValidationProblem>();
        foreach (var (stored, edit) in edits)
        {
            values = Settable(request, edit, maySetReporter);
            var draft = new EditDraft(ToRequest(request, stored), stored, edit);
            draft.SetEach(values);
            draft.SetEach(Lists(request, stored, edit));
            drafts.Add((draft, await ActAsync(draft, cancellation).ConfigureAwait(false)));
            if (request.Steps.HasFlag(EditSteps.Manipulators))
                await validation.CheckAsync(draft, cancellation).ConfigureAwait(false);
            problems.AddRange(draft.Problems.Where(problem => !problems.Contains(problem)));
        }

        if (problems.Count > 0)
            return new TicketBatchResult { Problems = problems };
        var changes = await StoreAsync(request, values, drafts, scope, cancellation).ConfigureAwait(false);
        foreach (var (draft, action) in drafts)
        {
            if (action is not null)
                await workflow.FinishAsync(action, After(draft, changes), scope, cancellation).ConfigureAwait(false);
        }

        return new TicketBatchResult { Changes = changes };
    }

    private static TicketRequest ToRequest(TicketBatchRequest request, Ticket stored) => new()
    {
        Id = stored.Id,
        User = request.User,
        Comment = request.Comment,
        Action = request.Action,
        ActionArguments = request.ActionArguments,
        Steps = request.Steps,
        Origin = request.Origin,
    };

    private static FieldValues Settable(TicketBatchRequest request, TicketEdit edit, bool maySetReporter) =>
        FieldValues.From(edit.Fields
            .Where(field => field.Type != TicketFieldType.TextArea && request.Values.Contains(field.Name)
                && field.Name is not ("resolution" or "status" or "owner" or "time" or "changetime" or "summary" or "description")
                && (maySetReporter || field.Name is not "reporter"))
            .Select(field => KeyValuePair.Create(field.Name, request.Values[field.Name])));

    private static FieldValues Lists(TicketBatchRequest request, Ticket stored, TicketEdit edit) =>
        FieldValues.From(request.ListChanges
            .Where(change => edit.Fields.Any(field => field.Name == change.Field && field is { Type: TicketFieldType.Text, Format: "list" }))
            .Select(change => KeyValuePair.Create(change.Field, (string?)WordList.Change(stored.Values[change.Field], change))));

    /// <summary>An action that this ticket doesn't offer leaves it; of controllers that want different values the last one counts.</summary>
    private async ValueTask<AvailableAction?> ActAsync(EditDraft draft, CancellationToken cancellation)
    {
        if (!draft.Request.Steps.HasFlag(EditSteps.Workflow) || draft.Request.Action is not { } wanted)
            return null;
        var context = draft.Context();
        var action = (await workflow.GetActionsAsync(context, cancellation).ConfigureAwait(false))
            .FirstOrDefault(offer => string.Equals(offer.Name, wanted, StringComparison.Ordinal));
        foreach (var controller in action?.Controllers ?? [])
            draft.SetEach(await workflow.GetChangesAsync(controller, wanted, context, cancellation).ConfigureAwait(false));
        return action;
    }

    private ValueTask<IReadOnlyList<TicketChanged>> StoreAsync(
        TicketBatchRequest request, FieldValues values, List<(EditDraft Draft, AvailableAction? Action)> drafts, IWriteScope? scope, CancellationToken cancellation)
    {
        var moment = TracTime.Truncate(request.Time ?? time.GetUtcNow());
        var notice = request.Steps.HasFlag(EditSteps.Notification)
            ? new TicketsChanged
            {
                Ids = [.. drafts.Select(draft => draft.Draft.Stored!.Id)],
                NewValues = values,
                Action = request.Action,
                Comment = request.Comment,
                Author = request.User,
                Time = moment,
                Origin = request.Origin,
            }
            : null;
        return tickets.ChangeManyAsync(
            [.. drafts.Select(draft => new TicketUpdate
            {
                Id = draft.Draft.Stored!.Id,
                Values = draft.Draft.Edit.ChangedValues(),
                Comment = request.Comment,
                Author = request.User,
                Time = moment,
                BasedOn = draft.Draft.Stored.Changed,
                Origin = request.Origin,
                Notify = false,
            })],
            notice,
            scope,
            cancellation);
    }

    private static TicketActionContext After(EditDraft draft, IReadOnlyList<TicketChanged> changes)
    {
        var ticket = changes.FirstOrDefault(change => change.Ticket.Id == draft.Stored!.Id)?.Ticket ?? draft.Stored!;
        return draft.Context() with { Stored = ticket, Values = ticket.Values };
    }
}
