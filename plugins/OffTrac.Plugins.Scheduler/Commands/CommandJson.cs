using System.Buffers;
using System.Text;
using System.Text.Json;
using OffTrac.Plugins.Scheduler.Web;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary>JSON of a command: one line, keys in a fixed order.</summary>
internal static class CommandJson
{
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RunJson.Options))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
