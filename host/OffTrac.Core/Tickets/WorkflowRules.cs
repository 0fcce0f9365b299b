using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tickets;

/// <summary>The actions of <c>[ticket-workflow]</c>.</summary>
internal sealed class WorkflowRules
{
    public const string Section = "ticket-workflow";
    public const string Reset = "_reset";

    private WorkflowRules(IReadOnlyDictionary<string, WorkflowAction> actions)
    {
        Actions = actions;
        Statuses = [.. actions.Values
            .SelectMany(action => action.OldStates.Append(action.NewState))
            .Where(state => state is not (null or "" or "*"))
            .Distinct(StringComparer.Ordinal)
            .Select(state => state!)];
    }

    public IReadOnlyDictionary<string, WorkflowAction> Actions { get; }

    /// <summary>All states that an action starts from or leads to.</summary>
    public IReadOnlyList<string> Statuses { get; }

    public static WorkflowRules Read(IEnvironmentConfiguration configuration, ILogger logger)
    {
        var actions = new Dictionary<string, WorkflowAction>(StringComparer.Ordinal);
        foreach (var (option, value) in configuration.Section(Section))
        {
            var parts = option.Split('.');
            var action = actions.GetValueOrDefault(parts[0]) ?? new WorkflowAction { Name = parts[0] };
            actions[parts[0]] = parts.Length == 1 ? WithStates(action, value) : WithAttribute(action, parts[1], value, logger);
        }

        foreach (var (name, action) in actions.ToArray())
        {
            if (action.NewState.Length == 0)
                logger.LogWarning("[{Section}] {Action}: write 'old states -> new state'; without that it is never offered.", Section, name);
            if (action.Label.Length == 0 && !configuration.Section(Section).ContainsKey($"{name}.label"))
            {
                var oldSpelling = configuration.Get(Section, $"{name}.name");
                actions[name] = action with { Label = oldSpelling ?? TracText.Strip(name.Replace('_', ' ')) };
            }
        }

        if (actions.Values.Any(action => action.NewState is "new" || action.OldStates.Contains("new", StringComparer.Ordinal)))
            AddReset(actions);
        return new WorkflowRules(actions);
    }

    /// <summary>A way out for tickets in a state that no action knows. What the ini says of it counts.</summary>
    private static void AddReset(Dictionary<string, WorkflowAction> actions)
    {
        actions.TryAdd(Reset, new WorkflowAction
        {
            Name = Reset,
            Label = "Reset",
            NewState = "new",
            Operations = ["reset_workflow"],
            Permissions = ["TICKET_ADMIN"],
        });
    }

    private static WorkflowAction WithStates(WorkflowAction action, string value)
    {
        var sides = value.Split("->");
        return sides.Length != 2
            ? action
            : action with
            {
                OldStates = [.. TracText.Split(sides[0], ',').Select(state => state is "<none>" or "< none >" ? null : state)],
                NewState = TracText.Strip(sides[1]),
            };
    }

    private static WorkflowAction WithAttribute(WorkflowAction action, string attribute, string value, ILogger logger)
    {
        switch (attribute)
        {
            case "label":
                return action with { Label = value };
            case "permissions":
                return action with { Permissions = TracText.Split(value, ',') };
            case "operations":
                return action with { Operations = TracText.Split(value, ',') };
            case "set_owner":
                return action with { SetOwner = TracText.Split(value, ',') };
            case "set_resolution":
                return action with { SetResolution = TracText.Split(value, ',') };
            case "default" when TracText.TryInteger(value, out var weight):
                return action with { Weight = weight };
            case "default":
                logger.LogWarning(
                    "[{Section}] {Action}.default = {Value} is not a whole number; 0 is taken.", Section, action.Name, value);
                return action;
            default:
                // Kept in the ini for other controllers.
                return action;
        }
    }
}
