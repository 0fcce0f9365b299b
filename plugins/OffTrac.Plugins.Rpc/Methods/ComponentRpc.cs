using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket.component</c>.</summary>
[Component("tracrpc.ticket.ComponentRPC")]
public sealed class ComponentRpc(ITicketComponentStore components) : ListHandler("component", ListMethods.WithAttributes("component"))
{
    private protected override async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) =>
        [.. (await components.ListAsync(cancellation).ConfigureAwait(false)).Select(component => component.Name)];

    private protected override async ValueTask<RpcValue> GetAsync(string name, CancellationToken cancellation)
    {
        var component = name.Length == 0 ? new TicketComponent { Name = "" } : await FindAsync(name, cancellation).ConfigureAwait(false);
        return new RpcStruct { ["name"] = component.Name, ["owner"] = component.Owner, ["description"] = component.Description };
    }

    private protected override ValueTask DeleteAsync(string name, CancellationToken cancellation) => name.Length == 0
        ? throw new TracException("Cannot delete non-existent component.")
        : components.DeleteAsync(name, scope: null, cancellation);

    private protected override async ValueTask CreateAsync(string name, RpcCall call, CancellationToken cancellation) =>
        await components.CreateAsync(With(new TicketComponent { Name = name }, call), scope: null, cancellation).ConfigureAwait(false);

    private protected override async ValueTask UpdateAsync(string name, RpcCall call, CancellationToken cancellation)
    {
        if (name.Length == 0)
            throw new TracException("Cannot update non-existent component.");
        var component = With(await FindAsync(name, cancellation).ConfigureAwait(false), call);
        await components.UpdateAsync(name, component, scope: null, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<TicketComponent> FindAsync(string name, CancellationToken cancellation) =>
        await components.FindAsync(name, cancellation).ConfigureAwait(false)
        ?? throw new ResourceNotFoundException($"Component {name} does not exist.");

    private static TicketComponent With(TicketComponent component, RpcCall call)
    {
        foreach (var (name, value) in call.Attributes(1))
        {
            component = name switch
            {
                "name" => component with { Name = NewName(value) },
                "owner" => component with { Owner = NewName(value) },
                "description" => component with { Description = Text(value) },
                _ => component,
            };
        }

        return component;
    }
}
