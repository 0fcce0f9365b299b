using OffTrac.Core.Components;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>
/// The controllers that <c>[ticket] workflow</c> names, as one. Stands for the part of Trac's <c>TicketSystem</c> that speaks to
/// them.
/// </summary>
public sealed class TicketWorkflow : ITicketWorkflow
{
    private readonly IComponentPoint<ITicketActionController> _all;
    private readonly IExtensionPoint<ITicketActionController> _named;

    public TicketWorkflow(IEnvironment environment, IExtensionPoints points)
    {
        var options = new TicketOptions(environment.Configuration);
        _all = points.Get<ITicketActionController>();
        _named = _all.Ordered(() => options.Workflow, onlyListed: true);
    }

    public async ValueTask<IReadOnlyList<string>> GetStatusesAsync(CancellationToken cancellation)
    {
        var answers = await _named.AskAllAsync(
            0, static (controller, _, cancellation) => controller.GetStatusesAsync(cancellation), cancellation).ConfigureAwait(false);
        var statuses = new SortedSet<string>(Comparer<string>.Create(static (x, y) => TracText.Compare(x, y)));
        foreach (var answer in answers)
            statuses.UnionWith(answer.Value);
        return [.. statuses];
    }

    /// <summary>The actions that can be taken, the first of which is taken when nobody chooses.</summary>
    public async ValueTask<IReadOnlyList<AvailableAction>> GetActionsAsync(TicketActionContext context, CancellationToken cancellation)
    {
        var answers = await _named.AskAllAsync(
            context, static (controller, context, cancellation) => controller.GetActionsAsync(context, cancellation), cancellation)
            .ConfigureAwait(false);
        var offers = from answer in answers
                     from action in answer.Value
                     group (answer.Component, action.Weight) by action.Name;
        return [.. offers
            .Select(offer => new AvailableAction
            {
                Name = offer.Key,
                Weight = offer.Max(part => part.Weight),
                Controllers = [.. offer.Select(part => part.Component).Distinct(StringComparer.Ordinal)],
            })
            .OrderByDescending(action => action.Weight)
            .ThenByDescending(action => action.Name, Comparer<string>.Create(static (x, y) => TracText.Compare(x, y)))];
    }

    public async ValueTask<IReadOnlyList<string>> GetActionNamesAsync(TicketActionContext context, CancellationToken cancellation) =>
        [.. (await GetActionsAsync(context, cancellation).ConfigureAwait(false)).Select(action => action.Name)];

    public async ValueTask<IReadOnlyList<TicketActionOffer>> GetOffersAsync(TicketActionContext context, CancellationToken cancellation)
    {
        var offers = new List<TicketActionOffer>();
        foreach (var action in await GetActionsAsync(context, cancellation).ConfigureAwait(false))
        {
            offers.Add(new TicketActionOffer
            {
                Name = action.Name,
                Controls = await DescribeAsync(action, context, cancellation).ConfigureAwait(false),
            });
        }

        return offers;
    }

    /// <summary>What pages show of an action: one control of each controller that offers it.</summary>
    public async ValueTask<IReadOnlyList<TicketActionControl>> DescribeAsync(
        AvailableAction action, TicketActionContext context, CancellationToken cancellation)
    {
        var controls = new List<TicketActionControl>(action.Controllers.Count);
        foreach (var controller in action.Controllers)
        {
            controls.Add(await _all.AskOneAsync(
                controller,
                (action.Name, context),
                static (controller, state, cancellation) => controller.DescribeActionAsync(state.Name, state.context, cancellation),
                cancellation).ConfigureAwait(false));
        }

        return controls;
    }

    /// <summary>What one controller changes when an action is taken.</summary>
    internal ValueTask<FieldValues> GetChangesAsync(
        string controller, string action, TicketActionContext context, CancellationToken cancellation) =>
        _all.AskOneAsync(
            controller,
            (action, context),
            static (controller, state, cancellation) => controller.GetChangesAsync(state.action, state.context, cancellation),
            cancellation);

    /// <summary>Lets the controllers do what else an action brings about, in a scope after its commit.</summary>
    internal ValueTask FinishAsync(AvailableAction action, TicketActionContext context, IWriteScope? scope, CancellationToken cancellation)
    {
        if (scope is null)
            return ApplySideEffectsAsync(action, context, cancellation);
        ((ICommitHooks)scope).AfterCommit(cancellation => ApplySideEffectsAsync(action, context, cancellation));
        return default;
    }

    /// <summary>Lets the controllers that offered an action do what else it brings about; one that fails doesn't stop the others.</summary>
    private async ValueTask ApplySideEffectsAsync(AvailableAction action, TicketActionContext context, CancellationToken cancellation)
    {
        foreach (var controller in action.Controllers)
        {
            await _all.TellOneAsync(
                controller,
                (action.Name, context),
                static (controller, state, cancellation) => controller.ApplySideEffectsAsync(state.Name, state.context, cancellation),
                cancellation).ConfigureAwait(false);
        }
    }
}
