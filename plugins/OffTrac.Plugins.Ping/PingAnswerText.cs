using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OffTrac.Plugins.Ping;

/// <summary>Answers as JSON or as one line.</summary>
internal static class PingAnswerText
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON, unless the client likes plain text better.</summary>
    public static bool WantsJson(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept) || !MediaTypeHeaderValue.TryParseList(accept, out var types))
            return true;
        var json = QualityOf(types, "application/json");
        return json > 0 && json >= QualityOf(types, "text/plain");
    }

    public static string Json(string instance, IReadOnlyList<KeyValuePair<string, PingAnswer>> answers, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("instance", instance);
            json.WriteString("time", Iso(answers.Select(answer => answer.Value.Time).Max() ?? now));
            json.WriteBoolean("merged", answers.Any(answer => answer.Value.IsMerged));
            json.WriteStartObject("environments");
            foreach (var (name, answer) in answers)
                Write(json, name, answer);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    public static string Line(IReadOnlyList<KeyValuePair<string, PingAnswer>> answers)
    {
        var report = ObserverReport.Merge(answers.Select(answer => answer.Value.Report));
        var next = report.NextDue is { } due ? due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "never";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"OK started={report.Started.Count} running={report.Running.Count} overdue={report.Overdue.Count} failed={report.Failed.Count} next={next}");
        var silences = answers.Select(answer => answer.Value.Silence).OfType<string>().ToList();
        return silences.Count == 0 ? line + "\n" : $"{line} ({silences[0]})\n";
    }

    private static void Write(Utf8JsonWriter json, string name, PingAnswer answer)
    {
        json.WriteStartObject(name);
        Write(json, "started", answer.Report.Started);
        Write(json, "running", answer.Report.Running);
        Write(json, "overdue", answer.Report.Overdue);
        Write(json, "failed", answer.Report.Failed);
        if (answer.Report.NextDue is { } due)
            json.WriteString("next_due", Iso(due));
        else
            json.WriteNull("next_due");
        if (answer.LastPing is { } last)
            json.WriteString("last_ping", Iso(last));
        if (answer.Silence is { } silence)
            json.WriteString("warning", silence);
        if (answer.Problem is { } problem)
            json.WriteString("problem", problem);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>Whole seconds without a fraction, others with six digits, as Python's isoformat writes them.</summary>
    private static string Iso(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        var format = utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'+00:00'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'";
        return utc.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The most specific range of the list decides (RFC 9110, section 12.5.1).</summary>
    private static double QualityOf(IList<MediaTypeHeaderValue> types, string type)
    {
        var wanted = new MediaTypeHeaderValue(type);
        return types
            .Where(range => wanted.IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}
