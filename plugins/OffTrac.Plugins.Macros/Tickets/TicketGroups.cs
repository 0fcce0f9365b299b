using System.Globalization;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Values of the field that a query is grouped by, as Trac writes them.</summary>
internal static class TicketGroups
{
    /// <summary>The value as text: of a time the form that Python gives it, null when there is none; of a checkbox <c>True</c> or <c>False</c>.</summary>
    public static string? ValueOf(TicketQueryRow ticket, PreparedTicketQuery query)
    {
        var field = query.Group!;
        return query.Find(field)?.Type switch
        {
            TicketFieldType.Time => ticket.GetTime(field) is { } time ? Text(time) : null,
            TicketFieldType.CheckBox => ticket[field] == "1" ? "True" : "False",
            _ => ticket[field],
        };
    }

    private static string Text(DateTimeOffset time)
    {
        var form = time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss'+00:00'" : "yyyy-MM-dd HH:mm:ss.ffffff'+00:00'";
        return time.UtcDateTime.ToString(form, CultureInfo.InvariantCulture);
    }
}
