using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary>What <c>offtrac scheduler next</c> prints.</summary>
internal static class NextAnswer
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CommandResult For(SchedulePreview preview) => new()
    {
        Text = Text(preview),
        Table = preview.Slots.Count == 0 ? null : Table(preview),
        Json = Json(writer => Write(writer, preview)),
    };

    public static CommandResult For(TracException exception) => CommandResult.Fail(exception.Message) with
    {
        Json = Json(writer =>
        {
            writer.WriteBoolean("error", true);
            writer.WriteString("message", exception.Message);
            if (exception is ScheduleFormatException format)
                writer.WriteNumber("column", format.Column);
        }),
    };

    private static string Text(SchedulePreview preview)
    {
        var meaning = preview.Schedule.Describe(preview.Zone);
        return preview.Warning is { } warning ? $"{meaning}\nWarning: {warning}" : meaning;
    }

    private static CommandTable Table(SchedulePreview preview) => new()
    {
        Columns = ["UTC", preview.Zone.Name],
        Rows = [.. preview.Slots.Select(slot => (IReadOnlyList<object?>)[slot, Local(slot, preview.Zone)])],
    };

    private static string Local(DateTimeOffset slot, ScheduleZone zone)
    {
        var offset = zone.Clock.OffsetAt(slot.UtcDateTime);
        return slot.ToOffset(offset).ToString("ddd yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
    }

    private static void Write(Utf8JsonWriter writer, SchedulePreview preview)
    {
        writer.WriteString("schedule", preview.Schedule.Text);
        writer.WriteString("timezone", preview.Zone.Name);
        writer.WriteString("after", InstantText.Format(preview.After));
        writer.WriteStartArray("next");
        foreach (var slot in preview.Slots)
            writer.WriteStringValue(InstantText.Format(slot));
        writer.WriteEndArray();
        writer.WriteString("meaning", preview.Schedule.Describe(preview.Zone));
        writer.WriteString("warning", preview.Warning);
    }

    private static string Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_json))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
