using OffTrac.Core.Resources;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to tickets and to their comments.</summary>
public sealed class TicketLinks(IDatabase database, IPermissions permissions)
{
    internal const string CommentNamespace = "comment";

    private readonly LinkedTickets _tickets = new(database);

    public async ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(context);
        List<TicketReference> references = [.. targets.Select(target => TicketReference.Read(target, context.Resource))];
        int[] numbers = [.. references.Select(reference => reference.Number).OfType<int>().Distinct()];
        int[] commented = [.. references.Where(reference => reference.Comment is not null).Select(reference => reference.Number).OfType<int>().Distinct()];
        var visible = await LinkPermissions.CheckAsync(
            permissions, "TICKET_VIEW", context.User, numbers.Select(Resource.Ticket), cancellation).ConfigureAwait(false);
        var rows = await _tickets.ReadAsync(numbers, commented, cancellation).ConfigureAwait(false);
        return [.. references.Select(reference => Write(reference, rows, visible, context))];
    }

    private static WikiLink Write(TicketReference reference, LinkedTicketRows rows, IReadOnlySet<Resource> visible, WikiContext context)
    {
        var isVisible = reference.Number is { } number && visible.Contains(Resource.Ticket(number));
        if (reference.Target.Namespace == CommentNamespace)
            return WriteComment(reference, rows, isVisible, context);
        if (reference.Ranges is { } ranges)
            return WriteRanges(reference, ranges, context);
        if (!isVisible || rows.Find(reference.Number) is not { } ticket)
            return new WikiLink { Label = reference.Target.Label, CssClass = "missing ticket" };
        return new WikiLink
        {
            Label = reference.Target.Label,
            Href = LinkAddress.Path(context.BaseHref, "ticket", ticket.Number) + reference.Rest,
            CssClass = $"{ticket.Status ?? "None"} ticket",
            Title = $"#{ticket.Number}: {ticket.Summary}",
        };
    }

    private static WikiLink WriteRanges(TicketReference reference, string ranges, WikiContext context) => new()
    {
        Label = reference.Target.Label.Replace(",", ",\u200b", StringComparison.Ordinal),
        Href = $"{LinkAddress.Path(context.BaseHref, "query")}?id={LinkAddress.Argument(ranges)}{reference.Rest}",
        Title = $"Tickets {ranges.Replace(",", ", ", StringComparison.Ordinal)}",
    };

    private static WikiLink WriteComment(TicketReference reference, LinkedTicketRows rows, bool isVisible, WikiContext context)
    {
        var label = reference.Target.Label;
        if (reference.Comment is not { } comment)
            return WikiLink.Text(label);
        if (rows.Find(reference.Number) is not { } ticket)
            return new WikiLink { Label = label, CssClass = "missing ticket", Title = "ticket does not exist" };
        if (comment != TicketReference.Description && !rows.HasComment(ticket.Number, comment))
            return new WikiLink { Label = label, CssClass = "missing ticket", Title = "ticket comment does not exist" };
        if (!isVisible)
            return new WikiLink { Label = label, CssClass = "forbidden ticket", Title = "no permission to view ticket" };
        var what = comment == TicketReference.Description ? "Description" : $"Comment {comment}";
        return new WikiLink
        {
            Label = label,
            Href = $"{LinkAddress.Path(context.BaseHref, "ticket", ticket.Number)}#comment:{comment}",
            CssClass = reference.IsOwn ? "ticket" : $"{ticket.Status} ticket",
            Title = reference.IsOwn ? what : $"{what} for #{ticket.Number}: {ticket.Summary}",
        };
    }
}
