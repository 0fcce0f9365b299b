using System.Globalization;
using System.Text;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>Cells of a report as text, as Python writes them.</summary>
internal static class CellText
{
    /// <summary>Nothing is empty, zero is <c>0</c>, everything else as <c>str</c> writes it.</summary>
    public static string Of(object? cell) => cell switch
    {
        null => "",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "True" : "0",
        decimal number => number == 0 ? "0" : number.ToString(CultureInfo.InvariantCulture),
        double number => Of(number),
        byte[] bytes => bytes.Length == 0 ? "" : Encoding.UTF8.GetString(bytes),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A stored time in a column that is known to hold one; text that is no number stays.</summary>
    public static string OfTime(object? cell, string format)
    {
        long microseconds;
        switch (cell)
        {
            case null:
                microseconds = 0;
                break;
            case long number:
                microseconds = number;
                break;
            case double or decimal:
                microseconds = Convert.ToInt64(cell, CultureInfo.InvariantCulture);
                break;
            default:
                return Of(cell);
        }

        return TracTime.IsInRange(microseconds)
            ? TracTime.FromMicroseconds(microseconds).ToString(format, CultureInfo.InvariantCulture)
            : Of(cell);
    }

    /// <summary>The shortest digits, with an exponent where Python has one.</summary>
    private static string Of(double number)
    {
        if (number == 0)
            return "0";
        if (double.IsNaN(number))
            return "nan";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal))
            return Math.Abs(number) is >= 1e15 and < 1e16 ? number.ToString("F1", CultureInfo.InvariantCulture) : text.ToLowerInvariant();
        if (Math.Abs(number) >= 1e16)
            return WithExponent(text);
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    /// <summary>A whole number with an exponent.</summary>
    private static string WithExponent(string number)
    {
        var digits = number.AsSpan().TrimStart('-');
        var sign = number[..^digits.Length];
        var last = digits.TrimEnd('0');
        var rest = last.Length == 1 ? "" : $".{last[1..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{last[0]}{rest}e+{digits.Length - 1}");
    }
}
