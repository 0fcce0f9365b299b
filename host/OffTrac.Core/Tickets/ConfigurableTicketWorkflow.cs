using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>The workflow that section <c>[ticket-workflow]</c> describes.</summary>
[Component("trac.ticket.default_workflow.ConfigurableTicketWorkflow")]
public sealed class ConfigurableTicketWorkflow(
    IEnvironment environment,
    IDatabase database,
    ITicketFields fields,
    IPermissions permissions,
    IAuthors authors,
    IExtensionPoints points,
    ILogger<ConfigurableTicketWorkflow> logger) : ITicketActionController, IEnvironmentSetupParticipant
{
    private static readonly Resource s_realm = new() { Realm = "ticket" };

    private readonly TicketOptions _options = new(environment.Configuration);
    private readonly OwnerCandidates _owners = new(environment, database, permissions, points.Get<IPermissionStore>());
    private volatile Snapshot? _snapshot;

    public async ValueTask EnvironmentCreatedAsync(IWriteScope scope, CancellationToken cancellation)
    {
        if (environment.Configuration.Section(WorkflowRules.Section).Count > 0)
            return;
        foreach (var (option, value) in BasicWorkflow.Options)
            await environment.Configuration.SetAsync(WorkflowRules.Section, option, value, cancellation).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<string>> GetStatusesAsync(CancellationToken cancellation) => new(Rules.Statuses);

    public async ValueTask<IReadOnlyList<TicketAction>> GetActionsAsync(TicketActionContext context, CancellationToken cancellation)
    {
        var rules = Rules;
        var status = Status(context);
        var owner = context.Stored?.Owner ?? context.Values["owner"] ?? "";
        var actions = new List<TicketAction>();
        foreach (var action in rules.Actions.Values)
        {
            if (action.NewState is "*" && !action.Does("leave_status"))
                continue;
            if (action.DoesOnly("set_owner_to_self") && owner == context.Author && status == action.NewState)
                continue;
            if (action.StartsFrom(status))
                await OfferAsync(action).ConfigureAwait(false);
        }

        if (status is not null
            && rules.Actions.TryGetValue(WorkflowRules.Reset, out var reset)
            && !await IsKnownAsync(status, cancellation).ConfigureAwait(false))
            await OfferAsync(reset).ConfigureAwait(false);
        return actions;

        async ValueTask OfferAsync(WorkflowAction action)
        {
            if (await IsAllowedAsync(action, context, cancellation).ConfigureAwait(false))
                actions.Add(new TicketAction { Name = action.Name, Weight = action.Weight });
        }
    }

    public async ValueTask<FieldValues> GetChangesAsync(string action, TicketActionContext context, CancellationToken cancellation)
    {
        if (!Rules.Actions.TryGetValue(action, out var rule) || !await IsAllowedAsync(rule, context, cancellation).ConfigureAwait(false))
            return FieldValues.Empty;
        var changes = FieldValues.Empty;
        if (rule.NewState is not "*")
            changes = changes.With("status", rule.NewState);
        foreach (var operation in rule.Operations)
        {
            changes = operation switch
            {
                "del_owner" => changes.With("owner", ""),
                "set_owner" or "may_set_owner" => changes.With("owner", await SubstituteAsync(
                    Argument(context, rule.OwnerArgument, rule.SetOwner), context, cancellation).ConfigureAwait(false)),
                "set_owner_to_self" => changes.With("owner", context.Author),
                "del_resolution" => changes.With("resolution", ""),
                "set_resolution" => changes.With("resolution", Argument(context, rule.ResolutionArgument, rule.SetResolution)),
                _ => changes,
            };
        }

        return changes.Contains("owner")
            ? changes
            : await WithComponentOwnerAsync(changes, context, cancellation).ConfigureAwait(false);
    }

    public async ValueTask<TicketActionControl> DescribeActionAsync(
        string action, TicketActionContext context, CancellationToken cancellation)
    {
        var rule = Rules.Actions[action];
        var control = new WorkflowControl(rule, context, _options);
        var candidates = await OwnersAsync(rule, control, context, cancellation).ConfigureAwait(false);
        var resolutions = (await fields.GetFieldsAsync(cancellation).ConfigureAwait(false))
            .FirstOrDefault(field => field.Name is "resolution")?.Options ?? [];
        return control.Describe(candidates, resolutions);
    }

    /// <summary>Who can be chosen as owner, in the order of the names that people see; null for anybody.</summary>
    private async ValueTask<IReadOnlyList<string>?> OwnersAsync(
        WorkflowAction action, WorkflowControl control, TicketActionContext context, CancellationToken cancellation)
    {
        var canSet = action.Does("set_owner");
        if (!canSet && !action.Does("may_set_owner"))
            return null;
        var owners = await _owners.ListAsync(action, context.Stored?.Id, cancellation).ConfigureAwait(false);
        if (owners is not null && !canSet && !owners.Contains(control.KeptOwner, StringComparer.Ordinal))
            owners = [control.KeptOwner, .. owners];
        if (owners is not { Count: > 1 })
            return owners;
        var named = new List<(string Name, string Owner)>(owners.Count);
        foreach (var owner in owners)
        {
            var name = await authors.FormatAsync(owner, context.User, context.Stored?.Resource ?? s_realm, cancellation).ConfigureAwait(false);
            named.Add((name, owner));
        }

        var byCodePoint = Comparer<string>.Create(static (x, y) => TracText.Compare(x, y));
        return [.. named.OrderBy(entry => entry.Name, byCodePoint).ThenBy(entry => entry.Owner, byCodePoint).Select(entry => entry.Owner)];
    }

    private WorkflowRules Rules
    {
        get
        {
            var version = environment.Configuration.Version;
            if (_snapshot is { } known && known.Version == version)
                return known.Rules;
            var rules = WorkflowRules.Read(environment.Configuration, logger);
            _snapshot = new Snapshot(version, rules);
            return rules;
        }
    }

    /// <summary>Another controller may know the state.</summary>
    private async ValueTask<bool> IsKnownAsync(string status, CancellationToken cancellation)
    {
        var known = await fields.GetFieldsAsync(cancellation).ConfigureAwait(false);
        return known.Any(field => field.Name is "status" && field.Options.Contains(status, StringComparer.Ordinal));
    }

    private async ValueTask<bool> IsAllowedAsync(WorkflowAction action, TicketActionContext context, CancellationToken cancellation)
    {
        if (action.Permissions.Count == 0)
            return true;
        var resource = context.Stored?.Resource ?? s_realm;
        foreach (var permission in action.Permissions)
        {
            if (await permissions.CheckAsync(permission, context.User, resource, cancellation).ConfigureAwait(false))
                return true;
        }

        return false;
    }

    /// <summary>
    /// A new ticket may get its component's owner. One in state new follows its component to the new owner, as long as the owner
    /// of the old one has it.
    /// </summary>
    private async ValueTask<FieldValues> WithComponentOwnerAsync(
        FieldValues changes, TicketActionContext context, CancellationToken cancellation)
    {
        if (context.Stored is not { } stored)
        {
            return context.Values["owner"] is { } wanted
                ? changes.With("owner", await SubstituteAsync(wanted, context, cancellation).ConfigureAwait(false))
                : changes;
        }

        var component = context.Values["component"] ?? "";
        var before = stored.Values["component"] ?? "";
        if (context.Values["status"] is not "new" || component == before)
            return changes;
        var oldOwner = before.Length == 0 ? "" : await _owners.OwnerOfComponentAsync(before, cancellation).ConfigureAwait(false);
        if (oldOwner is null || oldOwner != (context.Values["owner"] ?? ""))
            return changes;
        if (component.Length == 0)
            return changes;
        var newOwner = await _owners.OwnerOfComponentAsync(component, cancellation).ConfigureAwait(false)
            ?? throw new ResourceNotFoundException($"Component {component} does not exist.");
        return string.IsNullOrEmpty(newOwner) ? changes : changes.With("owner", newOwner);
    }

    private async ValueTask<string?> SubstituteAsync(string? owner, TicketActionContext context, CancellationToken cancellation)
    {
        if (!ComponentOwner.IsKeyword(owner))
            return owner;
        return context.Values["component"] is { Length: > 0 } component
            ? await _owners.OwnerOfComponentAsync(component, cancellation).ConfigureAwait(false) ?? ""
            : "";
    }

    private static string? Argument(TicketActionContext context, string name, IReadOnlyList<string>? listed) =>
        context.Arguments.Contains(name) ? context.Arguments[name] : listed is { Count: > 0 } ? listed[0] : "";

    /// <summary>The state before the form; null for a ticket that is being made.</summary>
    private static string? Status(TicketActionContext context) => context.Stored?.Status;

    private sealed record Snapshot(long Version, WorkflowRules Rules);
}
