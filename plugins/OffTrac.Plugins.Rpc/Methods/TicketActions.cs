using System.Text;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Workflow actions as <c>ticket.getActions</c> shows them: name, label, hints as HTML, and the inputs that they need.</summary>
internal sealed class TicketActions(ITicketWorkflow workflow, IAuthors authors)
{
    private static readonly Resource s_realm = new() { Realm = "ticket" };

    /// <summary>The names alone, but not of a workflow whose actions can't be shown.</summary>
    public async ValueTask<IReadOnlyList<string>> GetNamesAsync(TicketActionContext context, CancellationToken cancellation) =>
        [.. (await workflow.GetOffersAsync(context, cancellation).ConfigureAwait(false)).Select(offer => offer.Name)];

    public async ValueTask<RpcArray> DescribeAsync(TicketActionContext context, CancellationToken cancellation)
    {
        var offers = await workflow.GetOffersAsync(context, cancellation).ConfigureAwait(false);
        var actions = new RpcValue[offers.Count];
        for (var i = 0; i < actions.Length; i++)
        {
            var controls = offers[i].Controls;
            actions[i] = new RpcArray(
                offers[i].Name,
                controls.Count > 0 ? controls[0].Label : null,
                await HintsAsync(controls, context, cancellation).ConfigureAwait(false),
                new RpcArray([.. controls.SelectMany(control => control.Inputs).Where(input => input.Kind != TicketActionInputKind.Note).Select(Input)]));
        }

        return new RpcArray(actions);
    }

    /// <summary>An argument of the action, its value so far, and the values to choose from.</summary>
    private static RpcValue Input(TicketActionInput input) => input.Kind == TicketActionInputKind.Select
        ? new RpcArray(
            input.Argument,
            input.Options.Contains(input.Value ?? "", StringComparer.Ordinal) ? input.Value ?? "" : "",
            new RpcArray([.. input.Options.Select(RpcValue.FromString)]))
        : new RpcArray(input.Argument, input.Value, new RpcArray());

    /// <summary>The sentences of each controller, with a full stop at the end even where there is none.</summary>
    private async ValueTask<string> HintsAsync(
        IReadOnlyList<TicketActionControl> controls, TicketActionContext context, CancellationToken cancellation)
    {
        var all = new StringBuilder();
        foreach (var control in controls)
        {
            var hints = new StringBuilder();
            foreach (var hint in control.Hints)
                await AppendAsync(hints.Length == 0 ? hints : hints.Append(". "), hint, context, cancellation).ConfigureAwait(false);
            all.Append(all.Length == 0 ? "" : " ").Append(hints.ToString().TrimEnd('.')).Append('.');
        }

        return all.ToString();
    }

    private async ValueTask AppendAsync(
        StringBuilder text, TicketActionHint hint, TicketActionContext context, CancellationToken cancellation)
    {
        foreach (var part in hint.Parts)
        {
            text.Append(part.IsPerson
                ? await authors.ToHtmlAsync(part.Text, context.User, context.Stored?.Resource ?? s_realm, cancellation).ConfigureAwait(false)
                : HtmlText.Escape(part.Text));
        }
    }
}
