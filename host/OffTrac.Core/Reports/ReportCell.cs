using System.Data.Common;
using System.Globalization;

namespace OffTrac.Core.Reports;

/// <summary>Reads a cell into one of the few types that a report gives out.</summary>
internal static class ReportCell
{
    public static object? Read(DbDataReader reader, int ordinal) => reader.GetValue(ordinal) switch
    {
        DBNull => null,
        string or long or double or decimal or bool or byte[] => reader.GetValue(ordinal),
        int number => (long)number,
        short number => (long)number,
        float number => (double)number,
        DateTime time => Show(time) + (time.Kind == DateTimeKind.Utc ? "+00:00" : ""),
        DateTimeOffset time => Show(time.UtcDateTime) + "+00:00",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    /// <summary>As Python writes a time.</summary>
    private static string Show(DateTime time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
