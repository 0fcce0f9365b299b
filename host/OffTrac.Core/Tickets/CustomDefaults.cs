using OffTrac.Sdk;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Defaults of custom fields at one moment, which matters to time fields such as <c>now</c>.</summary>
internal sealed class CustomDefaults(TimeProvider time)
{
    /// <summary>The value that a ticket has without a row of its own; null for none.</summary>
    public string? Of(TicketField field)
    {
        if (field.Default is not { } text || field.Type != TicketFieldType.Time)
            return field.Default;
        return DateText.Parse(text, time.GetUtcNow(), time.LocalTimeZone) is { } moment ? CustomTime.Format(moment) : null;
    }
}
