using OffTrac.Sdk.Components;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket.milestone</c>. Trac names no author here: tickets of a renamed milestone are changed by nobody.</summary>
[Component("tracrpc.ticket.MilestoneRPC")]
public sealed class MilestoneRpc(IMilestoneStore milestones) : ListHandler("milestone", ListMethods.WithAttributes("milestone"))
{
    private protected override async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) =>
        [.. (await milestones.ListAsync(cancellation).ConfigureAwait(false)).Select(milestone => milestone.Name)];

    private protected override async ValueTask<RpcValue> GetAsync(string name, CancellationToken cancellation)
    {
        var milestone = name.Length == 0 ? new Milestone { Name = "" } : await FindAsync(name, cancellation).ConfigureAwait(false);
        return new RpcStruct
        {
            ["name"] = milestone.Name,
            ["due"] = milestone.Due is { } due ? due : 0,
            ["completed"] = milestone.Completed is { } completed ? completed : 0,
            ["description"] = milestone.Description,
        };
    }

    /// <summary>Trac deletes a milestone without a name without a word: there is none.</summary>
    private protected override ValueTask DeleteAsync(string name, CancellationToken cancellation) => name.Length == 0
        ? default
        : milestones.DeleteAsync(new MilestoneDeletion { Name = name, Origin = ChangeOrigin.Rpc }, scope: null, cancellation);

    private protected override async ValueTask CreateAsync(string name, RpcCall call, CancellationToken cancellation) =>
        await milestones.CreateAsync(
            new NewMilestone { Milestone = With(new Milestone { Name = name }, call), Origin = ChangeOrigin.Rpc }, scope: null, cancellation)
            .ConfigureAwait(false);

    private protected override async ValueTask UpdateAsync(string name, RpcCall call, CancellationToken cancellation)
    {
        var milestone = With(name.Length == 0 ? new Milestone { Name = "" } : await FindAsync(name, cancellation).ConfigureAwait(false), call);
        if (name.Length == 0)
        {
            if (milestone.Name.Trim().Length == 0)
                throw NoName("milestone");
            return;
        }

        await milestones.UpdateAsync(
            new MilestoneUpdate { Name = name, Milestone = milestone, Origin = ChangeOrigin.Rpc }, scope: null, cancellation)
            .ConfigureAwait(false);
    }

    private async ValueTask<Milestone> FindAsync(string name, CancellationToken cancellation) =>
        await milestones.FindAsync(name, cancellation).ConfigureAwait(false)
        ?? throw new ResourceNotFoundException($"Milestone {name} does not exist.");

    private static Milestone With(Milestone milestone, RpcCall call)
    {
        foreach (var (name, value) in call.Attributes(1))
        {
            milestone = name switch
            {
                "name" => milestone with { Name = NewName(value) },
                "due" => milestone with { Due = Time(value) },
                "completed" => milestone with { Completed = Time(value) },
                "description" => milestone with { Description = Text(value) },
                _ => milestone,
            };
        }

        return milestone;
    }
}
