using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Values;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>The elements that hold one value as text, with the further types that Python's <c>xmlrpc.client</c> knows.</summary>
internal static partial class XmlRpcScalar
{
    public static bool IsKnown(string element) => element is
        "string" or "name" or "int" or "i4" or "i8" or "i1" or "i2" or "biginteger" or "boolean" or "double" or "float" or "bigdecimal"
        or "nil" or "dateTime.iso8601";

    /// <exception cref="MalformedRequestException">The text is not of the type.</exception>
    public static RpcValue Read(string element, string text) => element switch
    {
        "string" => Text(text),
        "name" => new RpcText(text),
        "boolean" => Boolean(text),
        "double" or "float" => PythonNumber.Double(text),
        "bigdecimal" => PythonNumber.Decimal(text),
        "nil" => RpcNil.Value,
        "dateTime.iso8601" => Time(text.Trim()),
        _ => PythonNumber.Integer(text),
    };

    /// <summary>TracXMLRPC makes texts look like those of a browser's form; the names of a struct's members stay as they are.</summary>
    public static RpcText Text(string text) => new(text.Replace("\n", "\r\n", StringComparison.Ordinal));

    private static RpcBoolean Boolean(string text) => text switch
    {
        "0" => RpcBoolean.False,
        "1" => RpcBoolean.True,
        _ => throw new MalformedRequestException("bad boolean value"),
    };

    private static RpcTime Time(string text)
    {
        var match = TimePattern().Match(text);
        if (match.Success)
        {
            var part = match.Groups;
            var (year, month, day) = (Number(part["year"]), Number(part["month"]), Number(part["day"]));
            if (year > 0 && day <= DateTime.DaysInMonth(year, month))
                return new RpcTime(new DateTimeOffset(year, month, day, Number(part["hour"]), Number(part["minute"]), Number(part["second"]), TimeSpan.Zero));
        }
        throw new MalformedRequestException($"time data {PythonText.Repr(text.Length > 100 ? text[..100] : text)} does not match format '%Y%m%dT%H:%M:%S'");
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>What <c>time.strptime</c> takes for <c>%Y%m%dT%H:%M:%S</c>.</summary>
    [GeneratedRegex(@"^(?<year>[0-9]{4})(?<month>1[0-2]|0[1-9]|[1-9])(?<day>3[01]|[12][0-9]|0[1-9]|[1-9])[Tt](?<hour>2[0-3]|[01][0-9]|[0-9]):(?<minute>[0-5][0-9]|[0-9]):(?<second>[0-5][0-9]|[0-9])\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimePattern();
}
