using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Queries;

/// <summary>Values of found tickets as text.</summary>
internal sealed class QueryCells(PreparedTicketQuery query, IAuthors authors, UserTime time, WebRequest request)
{
    private readonly Dictionary<string, TicketField> _fields = query.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);

    public async ValueTask<string> ShowAsync(TicketQueryRow row, string column, CancellationToken cancellation)
    {
        if (column is "cc" or "owner" or "reporter")
            return await authors.FormatAsync(row[column], request, Resource.Ticket(row.Id), cancellation).ConfigureAwait(false);
        if (_fields.GetValueOrDefault(column) is not { Type: TicketFieldType.Time } field)
            return row[column];
        return row.GetTime(column) is not { } moment ? ""
            : field.Format is "date" ? time.FormatDate(moment)
            : time.FormatDateTime(moment);
    }
}
