using System.Globalization;
using System.Numerics;
using OffTrac.Core.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>Whole numbers as Python's <c>int</c> reads them.</summary>
internal static class PythonInteger
{
    // Python refuses longer ones too (sys.set_int_max_str_digits).
    private const int MostDigits = 4300;

    /// <summary>Cuts one beyond 64 bits to the largest or smallest.</summary>
    public static bool TryParse(string text, out long number)
    {
        var isNumber = TryParseAny(text, out var value);
        number = (long)BigInteger.Clamp(value, long.MinValue, long.MaxValue);
        return isNumber;
    }

    public static bool TryParseAny(string text, out BigInteger number)
    {
        number = default;
        var digits = TracText.Strip(text);
        var start = digits.Length > 0 && digits[0] is '+' or '-' ? 1 : 0;
        if (digits.Length == start || digits.Length - start > MostDigits)
            return false;
        var ascii = new char[digits.Length];
        var length = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (i < start)
                ascii[length++] = digits[i];
            else if (char.IsDigit(digits[i]))
                ascii[length++] = (char)('0' + (int)char.GetNumericValue(digits[i]));
            else if (digits[i] is not '_' || i == start || i == digits.Length - 1 || digits[i - 1] is '_')
                return false;
        }

        number = BigInteger.Parse(ascii.AsSpan(0, length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return true;
    }
}
