using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Trac's own rules for values, then those of the manipulators.</summary>
internal sealed class TicketValidation(TicketOptions options, IExtensionPoint<ITicketManipulator> manipulators, TimeProvider time)
{
    public async ValueTask CheckAsync(EditDraft draft, CancellationToken cancellation)
    {
        var isChange = draft.Stored is not null;
        if (isChange)
            CheckSize(draft, "comment", draft.Request.Comment, options.MaxCommentSize);
        CheckChoices(draft);
        CheckSizes(draft);
        CheckDates(draft);
        await manipulators.AskAllAsync(
            (draft, isChange),
            static async (manipulator, state, cancellation) =>
            {
                // Also without a comment: who wants one says so.
                if (state.isChange)
                    state.draft.Take(await manipulator.ValidateCommentAsync(state.draft.ToTicketDraft(), cancellation).ConfigureAwait(false));
                state.draft.Take(await manipulator.ValidateTicketAsync(state.draft.ToTicketDraft(), cancellation).ConfigureAwait(false));
                return 0;
            },
            cancellation).ConfigureAwait(false);
    }

    private static void CheckChoices(EditDraft draft)
    {
        var changed = draft.ChangedNames.ToHashSet(StringComparer.Ordinal);
        foreach (var field in draft.Edit.Fields)
        {
            if (field.Options.Count == 0 || field.Name is "status" || !changed.Contains(field.Name))
                continue;
            var value = draft.Edit[field.Name];
            if (string.IsNullOrEmpty(value))
            {
                if (!field.IsOptional)
                    draft.Refuse(field.Name, "field cannot be empty");
            }
            else if (!field.Options.Contains(value, StringComparer.Ordinal))
            {
                draft.Refuse(field.Name, $"\"{value}\" is not a valid value");
            }
        }
    }

    private void CheckSizes(EditDraft draft)
    {
        CheckSize(draft, "description", draft.Edit["description"], options.MaxDescriptionSize);
        if (string.IsNullOrEmpty(draft.Edit["summary"]))
            draft.Refuse("summary", "Tickets must contain a summary.");
        CheckSize(draft, "summary", draft.Edit["summary"], options.MaxSummarySize);
        foreach (var field in draft.Edit.Fields)
        {
            if (field.MaxSize > 0)
                CheckSize(draft, field.Name, draft.Edit[field.Name], field.MaxSize, field.Label);
        }
    }

    private void CheckDates(EditDraft draft)
    {
        foreach (var field in draft.Edit.Fields)
        {
            if (draft.DateTexts.TryGetValue(field.Name, out var text) && !CustomTime.IsDate(text, time.GetUtcNow(), time.LocalTimeZone))
                draft.Refuse(field.Name, CustomTime.NoDate(text, field.Format), field.Label);
        }
    }

    private static void CheckSize(EditDraft draft, string field, string? value, int limit, string? label = null)
    {
        if (TracText.Length(value) <= limit)
            return;
        draft.Refuse(field, $"Must be less than or equal to {limit} characters", label);
    }
}
