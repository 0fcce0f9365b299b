using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket.version</c>.</summary>
[Component("tracrpc.ticket.VersionRPC")]
public sealed class VersionRpc(ITicketVersionStore versions) : ListHandler("version", ListMethods.WithAttributes("version"))
{
    private protected override async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) =>
        [.. (await versions.ListAsync(cancellation).ConfigureAwait(false)).Select(version => version.Name)];

    private protected override async ValueTask<RpcValue> GetAsync(string name, CancellationToken cancellation)
    {
        var version = name.Length == 0 ? new TicketVersion { Name = "" } : await FindAsync(name, cancellation).ConfigureAwait(false);
        return new RpcStruct { ["name"] = version.Name, ["time"] = version.Time is { } time ? time : 0, ["description"] = version.Description };
    }

    private protected override ValueTask DeleteAsync(string name, CancellationToken cancellation) => name.Length == 0
        ? throw new TracException("Cannot delete non-existent version.")
        : versions.DeleteAsync(name, scope: null, cancellation);

    private protected override async ValueTask CreateAsync(string name, RpcCall call, CancellationToken cancellation) =>
        await versions.CreateAsync(With(new TicketVersion { Name = name }, call), scope: null, cancellation).ConfigureAwait(false);

    private protected override async ValueTask UpdateAsync(string name, RpcCall call, CancellationToken cancellation)
    {
        if (name.Length == 0)
            throw new TracException("Cannot update non-existent version.");
        var version = With(await FindAsync(name, cancellation).ConfigureAwait(false), call);
        await versions.UpdateAsync(name, version, scope: null, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<TicketVersion> FindAsync(string name, CancellationToken cancellation) =>
        await versions.FindAsync(name, cancellation).ConfigureAwait(false)
        ?? throw new ResourceNotFoundException($"Version {name} does not exist.");

    private static TicketVersion With(TicketVersion version, RpcCall call)
    {
        foreach (var (name, value) in call.Attributes(1))
        {
            version = name switch
            {
                "name" => version with { Name = NewName(value) },
                "time" => version with { Time = Time(value) },
                "description" => version with { Description = Text(value) },
                _ => version,
            };
        }

        return version;
    }
}
