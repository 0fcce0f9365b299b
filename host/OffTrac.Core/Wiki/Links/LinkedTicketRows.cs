using System.Globalization;
using OffTrac.Core.Resources;

namespace OffTrac.Core.Wiki.Links;

/// <summary>The tickets that the links of a text lead to.</summary>
internal sealed class LinkedTicketRows
{
    private readonly Dictionary<int, LinkedTicket> _tickets = [];
    private readonly HashSet<string> _comments = new(StringComparer.Ordinal);

    public LinkedTicketRows(
        IReadOnlyList<(int Id, string? Type, string? Summary, string? Status, string? Resolution)> tickets,
        IReadOnlyList<(int Ticket, string? Number)> comments)
    {
        foreach (var (id, type, summary, status, resolution) in tickets)
        {
            _tickets[id] = new LinkedTicket(
                id.ToString(CultureInfo.InvariantCulture), status, TicketSummary.Of(summary ?? "", status, resolution, type));
        }

        foreach (var (ticket, number) in comments)
        {
            // "3.5" is comment 5, which answers comment 3.
            if (number is not null)
                _comments.Add(Key(ticket.ToString(CultureInfo.InvariantCulture), number[(number.LastIndexOf('.') + 1)..]));
        }
    }

    public LinkedTicket? Find(int? number) => number is { } found ? _tickets.GetValueOrDefault(found) : null;

    public bool HasComment(string ticket, string comment) => _comments.Contains(Key(ticket, comment));

    private static string Key(string ticket, string comment) => $"{ticket}:{comment}";
}
