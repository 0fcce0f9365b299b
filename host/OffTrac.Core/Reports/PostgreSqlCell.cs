using System.Globalization;
using System.Text;
using Npgsql;

namespace OffTrac.Core.Reports;

/// <summary>
/// Reads a cell of PostgreSQL from the text that the server makes of it, so that there is no type that can't be shown. Times and arrays
/// look as Python shows them.
/// </summary>
internal static class PostgreSqlCell
{
    /// <summary>What makes that text the same on every server.</summary>
    public const string Settings = "SET LOCAL DateStyle TO 'ISO'; SET LOCAL IntervalStyle TO 'postgres'; SET LOCAL bytea_output TO 'hex'";

    // Numbers of the types in pg_type, which never change.
    private const uint Boolean = 16;
    private const uint Bytes = 17;
    private const uint BigInteger = 20;
    private const uint SmallInteger = 21;
    private const uint Integer = 23;
    private const uint ObjectId = 26;
    private const uint Real = 700;
    private const uint Double = 701;
    private const uint Numeric = 1700;
    private const uint Time = 1083;
    private const uint TimeWithZone = 1266;
    private const uint Timestamp = 1114;
    private const uint TimestampWithZone = 1184;
    private const uint Interval = 1186;

    private static readonly Dictionary<uint, uint> s_elements = new()
    {
        [1000] = Boolean,
        [1005] = SmallInteger,
        [1007] = Integer,
        [1016] = BigInteger,
        [1021] = Real,
        [1022] = Double,
        [1231] = Numeric,
        [1002] = 0,
        [1003] = 0,
        [1009] = 0,
        [1014] = 0,
        [1015] = 0,
    };

    public static object? Read(NpgsqlDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
            return null;
        var text = reader.GetFieldValue<string>(ordinal);
        var type = reader.GetDataTypeOID(ordinal);
        return s_elements.TryGetValue(type, out var element)
            ? PostgreSqlArray.Show(text, item => element == 0 ? Quote(item) : Show(Convert(item, element)))
            : Convert(text, type);
    }

    private static object Convert(string text, uint type) => type switch
    {
        Boolean => text is "t",
        SmallInteger or Integer or BigInteger or ObjectId => long.Parse(text, CultureInfo.InvariantCulture),
        Real or Double => double.Parse(text, CultureInfo.InvariantCulture),
        // One that .NET has no room for stays text.
        Numeric => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture).Length == text.Length ? number : text,
        Bytes => System.Convert.FromHexString(text.AsSpan(2)),
        Time or TimeWithZone or Timestamp or TimestampWithZone => ShowTime(text),
        Interval => PythonInterval.Of(text),
        _ => text,
    };

    private static string Show(object value) => value switch
    {
        bool truth => truth ? "True" : "False",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Six digits of a second, and minutes of the zone.</summary>
    private static string ShowTime(string text)
    {
        var zone = text.LastIndexOfAny(['+', '-']) is var at && at > text.IndexOf(':', StringComparison.Ordinal) && at > 0 ? text[at..] : "";
        var moment = text[..^zone.Length];
        if (moment.IndexOf('.', StringComparison.Ordinal) is var point and >= 0)
            moment = moment.PadRight(point + 7, '0');
        return zone.Length == 3 ? $"{moment}{zone}:00" : moment + zone;
    }

    /// <summary>As Python writes a text within a list.</summary>
    private static string Quote(string text)
    {
        var mark = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(mark);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append(@"\n"),
                '\r' => quoted.Append(@"\r"),
                '\t' => quoted.Append(@"\t"),
                _ when letter == mark => quoted.Append('\\').Append(letter),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append(mark).ToString();
    }
}
