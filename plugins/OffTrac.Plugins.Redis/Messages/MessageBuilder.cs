using System.Buffers;
using System.Globalization;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;

namespace OffTrac.Plugins.Redis.Messages;

/// <summary>Makes messages of events: channel, payload, envelope, as the options say.</summary>
internal sealed class MessageBuilder(IEnvironment environment)
{
    /// <summary>The message; null when the options leave it out.</summary>
    /// <param name="topic">Channel without prefix and environment, such as <c>ticket.changed.7</c>.</param>
    /// <param name="kind">Topic without what varies, such as <c>ticket.changed</c>.</param>
    /// <param name="change">The event.</param>
    /// <param name="resource">What it is about.</param>
    /// <param name="state">Handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes the members of the payload.</param>
    /// <param name="options">As they are now.</param>
    public RedisMessage? Build<TState>(
        string topic, string kind, ChangeEvent change, Resource resource, TState state, Action<PayloadWriter, TState> write, RedispubOptions options)
    {
        if (!IsWanted(topic, options))
            return null;
        var id = EventId(change.Number);
        var payload = PayloadWriter.Build(state, write, options.FieldsExclude, options.MaxPayload);
        return new RedisMessage
        {
            Channel = Channel(topic, options),
            Payload = options.Envelope ? Envelop(kind, id, change, resource, payload) : payload,
            Publish = options.Publish,
            Stream = options.Stream.Length == 0 ? null : Stream(resource.Realm, options),
            StreamLimit = options.StreamMaxlen,
            EventId = id,
            Time = change.Time,
        };
    }

    /// <summary>A message that is about no event, for channels only.</summary>
    public RedisMessage Build<TState>(string topic, TState state, Action<PayloadWriter, TState> write, RedispubOptions options) => new()
    {
        Channel = Channel(topic, options),
        Payload = PayloadWriter.Build(state, write, [], limit: 0),
    };

    public string Channel(string topic, RedispubOptions options) => options.ChannelPrefix.Length == 0
        ? $"{environment.Name}.{topic}"
        : $"{options.ChannelPrefix}.{environment.Name}.{topic}";

    private static bool IsWanted(string topic, RedispubOptions options) =>
        (options.Channels.Count == 0 || options.Channels.Any(pattern => Glob.IsMatch(pattern, topic)))
        && !options.Exclude.Any(pattern => Glob.IsMatch(pattern, topic));

    /// <summary>Name of the stream for a realm.</summary>
    public string Stream(string realm, RedispubOptions options) => options.Stream
        .Replace("{prefix}", options.ChannelPrefix, StringComparison.Ordinal)
        .Replace("{env}", environment.Name, StringComparison.Ordinal)
        .Replace("{realm}", realm, StringComparison.Ordinal);

    private string EventId(long number) => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{environment.Name}-{number}");

    private ReadOnlyMemory<byte> Envelop(string kind, string id, ChangeEvent change, Resource resource, ReadOnlyMemory<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 256);
        var json = new PythonJson(buffer);
        json.BeginObject();
        Text("event_id", id.Length == 0 ? null : id);
        Text("event", kind);
        Text("env", environment.Name);
        Text("time", PythonTime.Format(change.Time));
        Text("author", change.Author);
        Text("url", Url(resource));
        json.Name("data");
        json.Raw(data.Span);
        json.EndObject();
        return buffer.WrittenMemory;

        void Text(string name, string? value)
        {
            json.Name(name);
            json.Value(value);
        }
    }

    /// <summary>Address of a resource; null while nobody knows the environment's.</summary>
    private string? Url(Resource resource) => environment.BaseUrl.Length == 0 ? null : $"{environment.BaseUrl}/{Path(resource)}";

    private static string Path(Resource resource) => resource.Parent is { } parent
        ? $"{resource.Realm}/{Path(parent)}/{Escape(resource.Id)}"
        : $"{resource.Realm}/{Escape(resource.Id)}";

    /// <summary>Slashes in the names of pages stay.</summary>
    private static string Escape(string? id) => string.Join('/', (id ?? "").Split('/').Select(Uri.EscapeDataString));
}
