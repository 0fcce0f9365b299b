using System.Globalization;
using System.Numerics;
using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Arguments as TracXMLRPC's methods take them: by Python's rules, whatever their type.</summary>
internal static class CallArguments
{
    /// <summary>Python's truth: nothing, zero and what is empty are false.</summary>
    public static bool IsTrue([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] this RpcValue? value) => value switch
    {
        null or RpcNil => false,
        RpcText text => text.Value.Length > 0,
        RpcInteger number => !number.Value.IsZero,
        RpcDouble number => number.Value != 0,
        RpcBoolean boolean => boolean.Value,
        RpcArray array => array.Items.Count > 0,
        RpcStruct members => members.Members.Count > 0,
        _ => true,
    };

    /// <summary>A name as Trac looks it up: numbers are digits; empty when nothing was given.</summary>
    /// <exception cref="RpcFaultException">It is of no type that can be looked up.</exception>
    public static string Name(this RpcCall call, int index) => call.Argument(index) switch
    {
        { } value when !value.IsTrue() => "",
        RpcArray or RpcStruct => call.Text(index),
        { } value => PythonText.Str(value),
        null => "",
    };

    /// <summary>A text that must be one.</summary>
    /// <exception cref="RpcFaultException">It was left out or has another type.</exception>
    public static string Text(this RpcCall call, int index) => call.Argument<RpcText>(index).Value;

    /// <summary>A text or nothing.</summary>
    /// <exception cref="RpcFaultException">It has another type.</exception>
    public static string? OptionalText(this RpcCall call, int index) => call.Argument(index) is null ? null : call.Text(index);

    /// <summary>A time; null when it was left out, nil, zero or empty.</summary>
    /// <exception cref="RpcFaultException">It is something else.</exception>
    public static DateTimeOffset? Time(this RpcCall call, int index) =>
        call.Argument(index) is { } value && value.IsTrue() ? value.ToTime($"Argument {index + 1} of {call.Method}") : null;

    /// <summary>Names and values; empty when they were left out.</summary>
    /// <exception cref="RpcFaultException">It is something else.</exception>
    public static IReadOnlyDictionary<string, RpcValue> Attributes(this RpcCall call, int index) =>
        index < call.Arguments.Count ? call.Argument<RpcStruct>(index).Members : new Dictionary<string, RpcValue>();

    /// <exception cref="RpcFaultException">It is no time.</exception>
    public static DateTimeOffset ToTime(this RpcValue value, string place) => value is RpcTime time
        ? time.Value
        : throw new RpcFaultException($"{place} is {value.TypeName}; a DateTime is needed.");

    /// <summary>A whole number as Python's <c>int()</c> makes it; null when it makes none.</summary>
    public static BigInteger? ToInteger(this RpcValue value) => value switch
    {
        RpcInteger number => number.Value,
        RpcBoolean boolean => boolean.Value ? BigInteger.One : BigInteger.Zero,
        RpcDouble number when double.IsFinite(number.Value) => new BigInteger(number.Value),
        RpcText text => ToInteger(text.Value),
        _ => null,
    };

    /// <summary>Digits of any script, a sign, blanks around and single underscores between digits.</summary>
    private static BigInteger? ToInteger(string text)
    {
        var digits = text.Trim().AsSpan();
        var isNegative = digits is ['-', ..];
        if (digits is ['-' or '+', ..])
            digits = digits[1..];
        if (digits.Length is 0 or > 4300)
            return null;
        var ascii = new char[digits.Length];
        var length = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(digits[i]);
            if (digit >= 0)
                ascii[length++] = (char)('0' + digit);
            else if (digits[i] != '_' || i == 0 || i == digits.Length - 1 || digits[i - 1] == '_')
                return null;
        }

        var number = BigInteger.Parse(ascii.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture);
        return isNegative ? -number : number;
    }
}
