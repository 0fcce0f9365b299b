using System.Globalization;
using System.Numerics;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Wire;

/// <summary>Numbers as Python's <c>int()</c> and <c>float()</c> read them: with white space around, a sign, and single underscores between digits.</summary>
internal static class PythonNumber
{
    public static RpcInteger Integer(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.Length > 0 && trimmed[0] is '+' or '-' ? trimmed[1..] : trimmed;
        if (!AreDigits(digits))
            throw new MalformedRequestException($"invalid literal for int() with base 10: {PythonText.Repr(Shorten(text))}");
        return Integer(trimmed.Contains('_') ? trimmed.ToString().Replace("_", "", StringComparison.Ordinal) : trimmed);
    }

    /// <summary>Digits with or without a sign, known to be that.</summary>
    public static RpcInteger Integer(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 19)
            return RpcInteger.Of(long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var count = digits[0] is '+' or '-' ? digits.Length - 1 : digits.Length;
        if (count > BodyLimits.Digits)
            throw new MalformedRequestException($"Exceeds the limit ({BodyLimits.Digits} digits) for integer string conversion: value has {count} digits");
        return new RpcInteger(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    public static RpcDouble Double(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var unsigned = trimmed.Length > 0 && trimmed[0] is '+' or '-' ? trimmed[1..] : trimmed;
        var negative = trimmed.Length > 0 && trimmed[0] == '-';
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            return new RpcDouble(negative ? double.NegativeInfinity : double.PositiveInfinity);
        if (unsigned.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return new RpcDouble(double.NaN);
        var plain = trimmed.Contains('_') && UnderscoresAreBetweenDigits(trimmed) ? trimmed.ToString().Replace("_", "", StringComparison.Ordinal) : trimmed;
        return unsigned.Length > 0 && (char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.') && double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            ? new RpcDouble(value)
            : throw new MalformedRequestException($"could not convert string to float: {PythonText.Repr(Shorten(text))}");
    }

    /// <summary>What <c>Decimal()</c> reads: a whole number where there is no fraction.</summary>
    public static RpcValue Decimal(string text) =>
        AreDigits(text.AsSpan().Trim().TrimStart("+-")) ? Integer(text) : Double(text);

    private static bool AreDigits(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) && !(text[i] == '_' && i > 0 && i < text.Length - 1 && text[i - 1] != '_'))
                return false;
        }
        return text.Length > 0;
    }

    private static bool UnderscoresAreBetweenDigits(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && (i == 0 || i == text.Length - 1 || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1])))
                return false;
        }
        return true;
    }

    private static string Shorten(string text) => text.Length > 100 ? text[..100] + "…" : text;
}
