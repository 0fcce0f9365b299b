using System.Globalization;
using System.Numerics;
using System.Text;

namespace OffTrac.Plugins.Macros.Syntax;

/// <summary>Whole numbers as Trac reads them in arguments: blanks around, a sign, digits of any script, underscores between digits.</summary>
internal static class PythonNumber
{
    /// <summary>The number, brought between the limits.</summary>
    /// <param name="text">The argument's value.</param>
    /// <param name="name">The argument's name, for the error; null for a positional one.</param>
    /// <param name="minimum">What smaller numbers become.</param>
    /// <param name="maximum">What greater numbers become.</param>
    /// <exception cref="OffTrac.Sdk.Wiki.WikiMacroException">It is no number.</exception>
    public static int Read(string text, string? name = null, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        TryRead(text, minimum, maximum) ?? throw MacroError.InvalidArgument(text, name);

    public static int? TryRead(string text, int minimum = int.MinValue, int maximum = int.MaxValue)
    {
        var digits = new StringBuilder();
        var isNegative = false;
        var previousIsDigit = false;
        var trimmed = text.Trim();
        for (var i = 0; i < trimmed.Length; i++)
        {
            var character = trimmed[i];
            if (i == 0 && character is '+' or '-')
            {
                isNegative = character == '-';
            }
            else if (CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit)
            {
                digits.Append((char)('0' + digit));
                previousIsDigit = true;
                continue;
            }
            else if (character != '_' || !previousIsDigit)
            {
                return null;
            }

            previousIsDigit = false;
        }

        if (!previousIsDigit || digits.Length > MostDigits)
            return null;
        var value = BigInteger.Parse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        return (int)BigInteger.Clamp(isNegative ? -value : value, minimum, maximum);
    }

    /// <summary>Python refuses longer ones too.</summary>
    private const int MostDigits = 4300;
}
