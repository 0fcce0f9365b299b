namespace OffTrac.Core.Resources;

/// <summary>A ticket in one line as Trac writes it: <c>defect: Pump leaks (closed: fixed)</c>.</summary>
internal static class TicketSummary
{
    public static string Of(string summary, string? status, string? resolution, string? type)
    {
        var line = ShortLine.Of(summary);
        if (!string.IsNullOrEmpty(type))
            line = $"{type}: {line}";
        if (string.IsNullOrEmpty(status))
            return line;
        return status == "closed" && !string.IsNullOrEmpty(resolution) ? $"{line} ({status}: {resolution})" : $"{line} ({status})";
    }
}
