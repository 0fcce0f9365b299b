using OffTrac.Sdk;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>A person's change on its way to the store.</summary>
internal sealed class EditDraft(TicketRequest request, Ticket? stored, TicketEdit edit)
{
    private readonly List<ValidationProblem> _problems = [];

    /// <summary>Who gave a field the value that it is to have, and which.</summary>
    private readonly Dictionary<string, (string By, string? Value)> _setBy = new(StringComparer.Ordinal);

    public TicketRequest Request { get; } = request;

    /// <summary>The ticket as stored; null for a new one.</summary>
    public Ticket? Stored { get; } = stored;

    public TicketEdit Edit { get; } = edit;

    public IReadOnlyList<ValidationProblem> Problems => _problems;

    public string Author => Request.Author ?? Request.User;

    public void Refuse(string? field, string message) => _problems.Add(new ValidationProblem { Field = field, Message = message });

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
            if (name is "status" or "resolution" && Request.Steps.HasFlag(EditSteps.Workflow))
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

    public void CheckReplyTo()
    {
        if (Request.ReplyTo is { Length: > 0 } reply and not "description" && !TracText.TryInteger(reply, out _))
            Refuse(null, $"\"{reply}\" is no comment that can be answered: give its number, or description.");
    }

    /// <summary>Sets what a controller wants; two that want different values are a problem.</summary>
    public void SetByWorkflow(string controller, FieldValues changes)
    {
        foreach (var (name, value) in changes)
        {
            if (_setBy.TryGetValue(name, out var last) && (last.Value ?? "") != (value ?? ""))
            {
                Refuse(name, $"{controller} changed \"{name}\" to \"{value}\", but {last.By} changed it to \"{last.Value}\".");
                continue;
            }

            _setBy[name] = (controller, value);
            if (Edit.Knows(name))
                Set(name, value);
        }
    }

    public TicketActionContext Context() => new()
    {
        Stored = Stored,
        Values = Edit.Values(),
        User = Request.User,
        Author = Author,
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

    private void Set(string name, string? value)
    {
        try
        {
            Edit.Set(name, value);
        }
        catch (TracException failure)
        {
            Refuse(name, failure.Message);
        }
    }
}
