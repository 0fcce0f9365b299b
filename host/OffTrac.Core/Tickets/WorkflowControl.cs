using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Says how a page shows an action of the configured workflow.</summary>
internal sealed class WorkflowControl(WorkflowAction action, TicketActionContext context, TicketOptions options)
{
    private readonly List<TicketActionInput> _inputs = [];
    private readonly List<TicketActionHint> _hints = [];
    private readonly bool _isNew = context.Stored is null;
    private readonly string _owner = context.Stored?.Owner ?? "";

    /// <summary>Who owns the ticket without a choice where the action only may set the owner; empty for nobody.</summary>
    public string KeptOwner => _isNew ? options.DefaultOwner : _owner;

    /// <param name="owners">Who can be chosen as owner; null for anybody.</param>
    /// <param name="resolutions">Defined resolutions.</param>
    public TicketActionControl Describe(IReadOnlyList<string>? owners, IReadOnlyList<string> resolutions)
    {
        if (action.Does("reset_workflow"))
        {
            _inputs.Add(new TicketActionInput { Text = "from invalid state" });
            Hint("Current state no longer exists");
        }

        if (action.Does("del_owner"))
            Hint("The ticket will be disowned");
        if (action.Does("set_owner"))
            ChooseOwner(owners, context.Author);
        else if (action.Does("may_set_owner"))
            ChooseOwner(owners, KeptOwner is "" ? null : KeptOwner);
        else if (action.Does("set_owner_to_self"))
            TakeOver();
        if (action.Does("set_resolution"))
            ChooseResolution(resolutions);
        if (action.Does("del_resolution"))
            Hint("The resolution will be deleted");
        AddStatus();
        return new TicketActionControl { Label = action.Label, Inputs = _inputs, Hints = _hints };
    }

    private void ChooseOwner(IReadOnlyList<string>? owners, string? usual)
    {
        var input = new TicketActionInput
        {
            Kind = TicketActionInputKind.Text,
            Text = "to",
            Argument = action.OwnerArgument,
            Value = context.Arguments[action.OwnerArgument] ?? usual,
            Field = "owner",
        };
        var who = owners switch { null or [] => Words("the specified user"), [var only] => Person(only), _ => Words("the selected user") };
        _inputs.Add(owners switch
        {
            null or [] => input,
            [var only] => input with { Kind = TicketActionInputKind.Fixed, Value = only },
            _ => input with { Kind = TicketActionInputKind.Select, Options = owners },
        });
        if (_isNew)
            Hint(Words("The owner will be "), who);
        else if (owners is not [var same] || same != (context.Values["owner"] ?? ""))
            Hint(Words("The owner will be changed from "), Person(_owner), Words(" to "), who);
    }

    private void TakeOver()
    {
        if (_isNew)
            Hint(Words("The owner will be "), Person(context.Author));
        else if (_owner != context.Author)
            Hint(Words("The owner will be changed from "), Person(_owner), Words(" to "), Person(context.Author));
        else if (context.Stored?.Status != action.NewState)
            Hint(Words("The owner will remain "), Person(_owner));
    }

    private void ChooseResolution(IReadOnlyList<string> resolutions)
    {
        if (action.SetResolution is { } listed)
        {
            if (listed.FirstOrDefault(name => !resolutions.Contains(name, StringComparer.Ordinal)) is { } unknown)
            {
                throw new ConfigurationException(
                    "Your workflow attempts to set a resolution but uses undefined resolutions (configuration issue, please contact your "
                    + $"Trac admin): [ticket-workflow] {action.Name}.set_resolution has '{unknown}'.");
            }

            resolutions = listed;
        }

        if (resolutions.Count == 0)
        {
            throw new ConfigurationException(
                "Your workflow attempts to set a resolution but none is defined (configuration issue, please contact your "
                + $"Trac admin): [ticket-workflow] {action.Name}.");
        }


        var input = new TicketActionInput
        {
            Kind = TicketActionInputKind.Select,
            Text = "as",
            Argument = action.ResolutionArgument,
            Value = context.Arguments[action.ResolutionArgument] ?? options.DefaultResolution,
            Options = resolutions,
            Field = "resolution",
        };
        var isFixed = resolutions.Count == 1;
        _inputs.Add(isFixed ? input with { Kind = TicketActionInputKind.Fixed, Value = resolutions[0], Options = [] } : input);
        Hint(isFixed ? $"The resolution will be set to {resolutions[0]}" : "The resolution will be set");
    }

    private void AddStatus()
    {
        var status = context.Stored?.Status;
        if (action.Does("leave_status"))
        {
            if (!action.DoesOnly("leave_status"))
                return;
            _inputs.Add(new TicketActionInput { Text = $"as {status}" });
            if (_owner.Length > 0)
                Hint(Words("The owner will remain "), Person(_owner));
            else
                Hint("The ticket will remain with no owner");
        }
        else if (_isNew)
        {
            Hint($"The status will be '{action.NewState}'");
        }
        else if (action.NewState != status)
        {
            Hint($"Next status will be '{action.NewState}'");
        }
    }

    private void Hint(string words) => _hints.Add(new TicketActionHint(words));

    private void Hint(params TicketActionHintPart[] parts) => _hints.Add(new TicketActionHint(parts));

    private static TicketActionHintPart Words(string text) => new() { Text = text };

    private static TicketActionHintPart Person(string name) => new() { Text = name, IsPerson = true };
}
