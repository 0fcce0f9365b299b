using OffTrac.Sdk;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>A person's change on its way to the store.</summary>
internal sealed class EditDraft(TicketRequest request, Ticket? stored, TicketEdit edit)
{
    private readonly List<ValidationProblem> _problems = [];

    private readonly List<KeyValuePair<string, string?>> _pending = [];

    private readonly List<ValidationProblem> _conflicts = [];

    /// <summary>Dates that a program gave as text. Trac checks them like a form's, only to find that it can't store a text.</summary>
    private readonly Dictionary<string, string> _dateTexts = new(StringComparer.Ordinal);

    /// <summary>Who gave a field the value that it is to have, and which.</summary>
    private readonly Dictionary<string, (string By, string? Value)> _setBy = new(StringComparer.Ordinal);

    public TicketRequest Request { get; } = request;

    /// <summary>The ticket as stored; null for a new one.</summary>
    public Ticket? Stored { get; } = stored;

    public TicketEdit Edit { get; } = edit;

    public IReadOnlyList<ValidationProblem> Problems => _problems.Count > 0 ? [.. _conflicts, .. _problems] : _problems;

    public string Author => Request.Author ?? Request.User;

    /// <summary>
    /// The fields that the change is about. Of a program's these are also the custom ones that the ticket has no row of and that only
    /// got their default: Trac can't tell them apart.
    /// </summary>
    public IEnumerable<string> ChangedNames => Request.Rules == EditRules.Program
        ? Edit.SetNames.Union(_dateTexts.Keys, StringComparer.Ordinal)
        : Edit.ChangedNames;

    /// <summary>Dates that a program gave as text, by field.</summary>
    public IReadOnlyDictionary<string, string> DateTexts => _dateTexts;

    public void Refuse(string? field, string message, string? label = null) =>
        _problems.Add(new ValidationProblem { Field = field, Label = label, Message = message });

    /// <summary>Who makes a ticket is its reporter, unless the form says otherwise.</summary>
    public void SetReporter()
    {
        if (string.IsNullOrEmpty(Request.Values["reporter"]))
            Edit.Set("reporter", Author);
    }

    /// <summary>Sets what the form says. What only the workflow may set is refused when the workflow runs.</summary>
    public void SetForm()
    {
        foreach (var (name, value) in Request.Values)
        {
            if (name is "reporter" && Stored is null && string.IsNullOrEmpty(value))
                continue;
            if (IsForWorkflow(name))
            {
                if ((value ?? "") != (Stored?.Values[name] ?? ""))
                    Refuse(name, $"Only an action of the workflow sets the {name}.");
                continue;
            }

            Set(name, value);
        }

        foreach (var name in Edit.ChangedNames)
            _setBy[name] = ("user", Edit[name]);
    }

    /// <summary>Sets values; those of fields that there aren't are left out.</summary>
    public void SetEach(FieldValues values)
    {
        foreach (var (name, value) in values)
        {
            if (Edit.Knows(name))
                Set(name, value);
        }
    }

    private bool IsForWorkflow(string name) => Request.Steps.HasFlag(EditSteps.Workflow)
        && (name is "status" || (name is "resolution" && Request.Rules == EditRules.Form));

    /// <summary>What somebody may not change is checked no further.</summary>
    public void Restore()
    {
        Edit.Restore();
        _dateTexts.Clear();
    }

    public void CheckReplyTo()
    {
        if (Request.ReplyTo is { Length: > 0 } reply and not "description" && !TracText.TryInteger(reply, out _))
            Refuse(null, $"\"{reply}\" is no comment that can be answered: give its number, or description.");
    }

    /// <summary>Sets what a controller wants; two that want different values are a problem, but of a program's change the last one wins.</summary>
    public void SetByWorkflow(string controller, FieldValues changes)
    {
        foreach (var (name, value) in changes)
        {
            if (_setBy.TryGetValue(name, out var last) && (last.Value ?? "") != (value ?? ""))
            {
                var message = $"{ClassOf(controller)} changed \"{name}\" to \"{value}\", but {last.By} changed it to \"{last.Value}\".";
                if (Request.Rules == EditRules.Form)
                {
                    Refuse(name, message);
                    continue;
                }

                _conflicts.Add(new ValidationProblem { Message = message });
            }

            _setBy[name] = (controller, value);
            if (Request.Rules == EditRules.Program)
                _pending.Add(new(name, value));
            else if (Edit.Knows(name))
                Set(name, value);
        }
    }

    /// <summary>Sets what the workflow wants of a program's change, once everything else was checked.</summary>
    public void SetPending() => SetEach(FieldValues.From(_pending));

    /// <summary>Actions that the change needs by Trac's rules, each with what a person is told who lacks it.</summary>
    public IEnumerable<(string Action, string Warning)> NeededRights()
    {
        var changed = ChangedNames.Where(name => name is not ("status" or "resolution")).ToHashSet(StringComparer.Ordinal);
        if (changed.Remove("description"))
            yield return ("TICKET_EDIT_DESCRIPTION", "No permission to edit the ticket description.");
        if (changed.Remove("reporter"))
            yield return ("TICKET_ADMIN", "No permission to change the ticket reporter.");
        if (changed.Count > 0)
            yield return ("TICKET_CHGPROP", "No permission to change ticket fields.");
    }

    /// <summary>The action that a comment needs; null without one.</summary>
    public (string Action, string Warning)? NeededRightToComment() =>
        string.IsNullOrEmpty(Request.Comment) ? null : ("TICKET_APPEND", "No permissions to add a comment.");

    public TicketActionContext Context() => new()
    {
        Stored = Stored,
        Values = Edit.Values(),
        User = Request.User,
        // Who writes in somebody else's name still acts in the own one.
        Author = Request.Rules == EditRules.Program ? Request.User : Author,
        Arguments = Request.ActionArguments,
    };

    public TicketDraft ToTicketDraft() => new()
    {
        Id = Stored?.Id,
        Stored = Stored,
        Values = Edit.Values(),
        Comment = Request.Comment,
        User = Request.User,
    };

    /// <summary>Takes what a manipulator says.</summary>
    public void Take(TicketVerdict verdict)
    {
        _problems.AddRange(verdict.Problems);
        Edit.Set(verdict.Changes);
    }

    /// <summary>Trac's messages name controllers by their class.</summary>
    private static string ClassOf(string component) => component[(component.LastIndexOf('.') + 1)..];

    private void Set(string name, string? value)
    {
        _dateTexts.Remove(name);
        if (Request.Rules == EditRules.Program && !string.IsNullOrEmpty(value) && Edit.IsTime(name) && !CustomTime.IsStored(value))
        {
            _dateTexts[name] = value;
            return;
        }

        try
        {
            // Trac's check of a form makes no time of an empty one; without it the empty text is stored, which may be the default.
            Edit.Set(name, value is "" && Request.Steps.HasFlag(EditSteps.Manipulators) && Edit.IsTime(name) ? null : value);
        }
        catch (TracException failure)
        {
            Refuse(name, failure.Message);
        }
    }
}
