using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>JSON as commands print it: one line, keys in a fixed order, nulls kept, nothing escaped that need not be.</summary>
internal static partial class JsonText
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
            write(writer, state);
        return SurrogatePairs().Replace(Encoding.UTF8.GetString(buffer.WrittenSpan), Unescape);
    }

    /// <summary>ISO, UTC, six digits of a second.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string FromTable(CommandTable table) => Write(table, static (writer, table) =>
    {
        writer.WriteStartArray();
        foreach (var row in table.Rows)
        {
            writer.WriteStartObject();
            for (var i = 0; i < table.Columns.Count; i++)
            {
                writer.WritePropertyName(table.Columns[i]);
                WriteValue(writer, row[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    public static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case DateTimeOffset time: writer.WriteStringValue(Time(time)); break;
            case double number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case IEnumerable<string?> list:
                writer.WriteStartArray();
                foreach (var item in list)
                    writer.WriteStringValue(item);
                writer.WriteEndArray();
                break;
            default: writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    // .NET's encoders escape every character beyond the basic plane; an even number of backslashes before is text.
    [GeneratedRegex(
        @"(?<=(?<!\\)(?:\\\\)*)\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SurrogatePairs();

    private static string Unescape(Match match) => new([CodeUnit(match.Groups["high"]), CodeUnit(match.Groups["low"])]);

    private static char CodeUnit(Group group) => (char)ushort.Parse(group.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
