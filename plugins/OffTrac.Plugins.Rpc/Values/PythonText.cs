using System.Globalization;
using System.Text;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Values;

/// <summary>
/// Values as Python's <c>str()</c> and <c>repr()</c> write them: TracXMLRPC puts arguments of any type into its messages, and clients
/// compare those.
/// </summary>
internal static class PythonText
{
    /// <summary><c>str(value)</c>.</summary>
    public static string Str(RpcValue value) => value switch
    {
        RpcText text => text.Value,
        RpcTime time => Time(time.Value),
        RpcBinary binary => Latin1(binary),
        _ => Repr(value),
    };

    /// <summary><c>repr(value)</c>.</summary>
    public static string Repr(RpcValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary><c>repr(value)</c> of a float: the shortest digits, with an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Repr(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = ExponentOf(value.ToString("E16", CultureInfo.InvariantCulture), shortest);
        if (value == 0 || exponent is >= -4 and < 16)
        {
            if (shortest.Contains('E', StringComparison.Ordinal))
                shortest = decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            return shortest.Contains('.', StringComparison.Ordinal) ? shortest : shortest + ".0";
        }
        var digits = DigitsOf(shortest);
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        var sign = value < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    /// <summary><c>repr(value)</c> of a text.</summary>
    public static string Repr(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, RpcValue value)
    {
        switch (value)
        {
            case RpcText given:
                Append(text, given.Value);
                break;
            case RpcBoolean given:
                text.Append(given.Value ? "True" : "False");
                break;
            case RpcDouble given:
                text.Append(Repr(given.Value));
                break;
            case RpcNil:
                text.Append("None");
                break;
            case RpcArray given:
                text.Append('[');
                for (var i = 0; i < given.Items.Count; i++)
                    Append(i == 0 ? text : text.Append(", "), given.Items[i]);
                text.Append(']');
                break;
            case RpcStruct given:
                AppendMembers(text, given);
                break;
            case RpcTime given:
                var time = given.Value;
                text.Append(CultureInfo.InvariantCulture, $"datetime.datetime({time.Year}, {time.Month}, {time.Day}, {time.Hour}, {time.Minute}");
                if (time.Second > 0)
                    text.Append(CultureInfo.InvariantCulture, $", {time.Second}");
                text.Append(", tzinfo=<FixedOffset \"UTC\" 0:00:00>)");
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void AppendMembers(StringBuilder text, RpcStruct value)
    {
        text.Append('{');
        var first = true;
        foreach (var (name, member) in value.Members)
        {
            if (!first)
                text.Append(", ");
            first = false;
            Append(text, name);
            text.Append(": ");
            Append(text, member);
        }
        text.Append('}');
    }

    private static void Append(StringBuilder text, string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        text.Append(quote);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsSurrogatePair(value, i))
            {
                text.Append(c).Append(value[++i]);
                continue;
            }
            _ = c switch
            {
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\\' => text.Append("\\\\"),
                _ when c == quote => text.Append('\\').Append(c),
                _ when c == ' ' || IsPrintable(c) => text.Append(c),
                < '\u0100' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }
        text.Append(quote);
    }

    /// <summary>The first bytes; a message needs no more.</summary>
    private static string Latin1(RpcBinary binary)
    {
        Span<byte> bytes = stackalloc byte[256];
        var count = binary.OpenRead().ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.Latin1.GetString(bytes[..count]);
    }

    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    /// <summary>The exponent of the shortest digits: that of all digits may be one less, as of 9.9…e-8 for 1e-07.</summary>
    private static int ExponentOf(string full, string shortest)
    {
        var text = shortest.Contains('E', StringComparison.Ordinal) ? shortest : full;
        return int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }

    private static string DigitsOf(string shortest)
    {
        var mantissa = shortest.Split('E')[0].Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        return mantissa.Length == 0 ? "0" : mantissa;
    }

    private static string Time(DateTimeOffset time)
    {
        var fraction = time.Ticks % TimeSpan.TicksPerSecond / 10;
        var text = time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        if (fraction != 0)
            text = string.Create(CultureInfo.InvariantCulture, $"{text}.{fraction:000000}");
        return text + time.ToString("zzz", CultureInfo.InvariantCulture);
    }
}
