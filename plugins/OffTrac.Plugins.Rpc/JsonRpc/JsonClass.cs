using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Values;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.JsonRpc;

/// <summary>TracXMLRPC's class hints: <c>{"__jsonclass__": ["datetime", "2024-01-31T12:00:00"]}</c>, and <c>binary</c> with base64.</summary>
internal static partial class JsonClass
{
    public const string Hint = "__jsonclass__";
    public const string Binary = "binary";

    private const string Time = "datetime";

    /// <param name="hint">What stands behind <c>__jsonclass__</c>; the text of a binary was decoded already.</param>
    /// <exception cref="MalformedRequestException">It is none that is known.</exception>
    public static RpcValue Read(RpcValue hint)
    {
        if (hint is not RpcArray { Items: [var kind, var value] })
            throw JsonReader.Malformed($"{Hint} is followed by a list of two");
        return kind is not RpcText { Value: Time or Binary } known
            ? throw JsonReader.Malformed($"Unknown {Hint}: {PythonText.Str(kind)}")
            : (known.Value, value) switch
            {
                (Time, RpcText text) => ReadTime(text.Value),
                (Time, _) => throw JsonReader.Malformed($"Invalid datetime string ({PythonText.Str(value)})"),
                (_, RpcBinary binary) => binary,
                _ => throw JsonReader.Malformed("Invalid base64 string"),
            };
    }

    public static string Write(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var microseconds = utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return utc.ToString(microseconds == 0 ? "yyyy-MM-dd'T'HH':'mm':'ss" : "yyyy-MM-dd'T'HH':'mm':'ss'.'ffffff", CultureInfo.InvariantCulture);
    }

    private static RpcTime ReadTime(string text)
    {
        var match = TimePattern().Match(text);
        if (!match.Success)
            throw Invalid(text);
        var part = match.Groups;
        try
        {
            var time = new DateTime(Number(part["year"]), Number(part["month"]), Number(part["day"]), Number(part["hour"]), Number(part["minute"]), Number(part["second"]), DateTimeKind.Unspecified);
            var microseconds = part["fraction"].Success ? int.Parse(part["fraction"].Value.PadRight(6, '0').AsSpan(0, 6), CultureInfo.InvariantCulture) : 0;
            return new RpcTime(new DateTimeOffset(time.AddMicroseconds(microseconds), OffsetOf(part["zone"].Value)));
        }
        catch (ArgumentException)
        {
            throw Invalid(text);
        }
    }

    private static TimeSpan OffsetOf(string zone)
    {
        if (zone is "" or "Z" or "z")
            return TimeSpan.Zero;
        var offset = new TimeSpan(int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture), int.Parse(zone.AsSpan(4, 2), CultureInfo.InvariantCulture), 0);
        return zone[0] == '-' ? -offset : offset;
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static MalformedRequestException Invalid(string text) => JsonReader.Malformed($"Invalid datetime string ({(text.Length > 100 ? text[..100] : text)})");

    /// <summary>RFC 3339 with the time and its zone as options.</summary>
    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})([Tt_ ](?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?(?<zone>[Zz]|[-+][0-9]{2}:[0-5][0-9])?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimePattern();
}
