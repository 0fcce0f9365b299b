using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace OffTrac.Core.Reports;

/// <summary>Reads a cell into one of the few types that a report gives out: text, whole number, number, truth, bytes, nothing.</summary>
internal static class ReportCell
{
    public static object? Read(DbDataReader reader, int ordinal)
    {
        if (reader is NpgsqlDataReader postgreSql)
            return PostgreSqlCell.Read(postgreSql, ordinal);
        return reader.GetValue(ordinal) switch
        {
            DBNull => null,
            string or long or double or byte[] => reader.GetValue(ordinal),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };
    }
}
