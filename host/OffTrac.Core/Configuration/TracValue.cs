using System.Globalization;
using System.Text;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>Reads Trac's own options by Trac's rules.</summary>
public static class TracValue
{
    /// <summary>A number that is not zero, or yes, true, enabled, on; everything else, empty included, is false.</summary>
    public static bool ToBool(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryParseFloat(text, out var number))
            return number != 0;
        return PythonText.Strip(text).ToLowerInvariant() is "yes" or "true" or "enabled" or "on";
    }

    /// <summary>Python's <c>int</c>: a sign, blanks around and single underscores between digits are allowed; empty is 0.</summary>
    public static bool TryParseInt(string text, out long number)
    {
        number = 0;
        var digits = AsciiDigits(PythonText.Strip(text));
        if (digits.Length == 0)
            return text.Length == 0;
        return HasGoodUnderscores(digits)
            && long.TryParse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Items between separators, stripped; empty ones are dropped.</summary>
    public static IReadOnlyList<string> ToList(string text, string separators = ",")
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(separators.ToCharArray()).Select(PythonText.Strip).Where(item => item.Length > 0)];
    }

    public static bool GetBool(this IEnvironmentConfiguration configuration, string section, string option, bool other) =>
        configuration.Get(section, option) is { } text ? ToBool(text) : other;

    /// <exception cref="ConfigurationException">It is not a whole number.</exception>
    public static long GetInt(this IEnvironmentConfiguration configuration, string section, string option, long other)
    {
        if (configuration.Get(section, option) is not { } text)
            return other;
        return TryParseInt(text, out var number)
            ? number
            : throw new ConfigurationException($"{Place(configuration, section, option)} is '{text}'; allowed is a whole number.");
    }

    public static IReadOnlyList<string> GetList(this IEnvironmentConfiguration configuration, string section, string option, IReadOnlyList<string> other, string separators = ",") =>
        configuration.Get(section, option) is { } text ? ToList(text, separators) : other;

    /// <summary>Empty is the default; a relative path begins at the environment's <c>conf</c>, whatever file it stands in.</summary>
    public static string? GetPath(this EnvironmentConfiguration configuration, string section, string option, string? other)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var path = configuration.Get(section, option);
        if (string.IsNullOrEmpty(path))
            path = other;
        return string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path, configuration.Files.ConfDirectory ?? Directory.GetCurrentDirectory());
    }

    /// <summary>Python's <c>float</c>: also <c>1e3</c>, <c>inf</c>, <c>nan</c> and underscores between digits.</summary>
    internal static bool TryParseFloat(string text, out double number)
    {
        var digits = AsciiDigits(PythonText.Strip(text));
        number = 0;
        if (digits.Length == 0 || !HasGoodUnderscores(digits))
            return false;
        var unsigned = digits.TrimStart('+', '-').ToLowerInvariant();
        if (digits.Length - unsigned.Length <= 1 && unsigned is "inf" or "infinity" or "nan")
        {
            number = unsigned is "nan" ? double.NaN : digits[0] is '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return (char.IsAsciiDigit(unsigned.FirstOrDefault()) || unsigned.StartsWith('.'))
            && double.TryParse(digits.Replace("_", "", StringComparison.Ordinal), Style, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Python takes the decimal digits of every script.</summary>
    private static string AsciiDigits(string text) => Ascii.IsValid(text)
        ? text
        : string.Concat(text.Select(letter => char.IsDigit(letter) ? (char)('0' + char.GetNumericValue(letter)) : letter));

    private static bool HasGoodUnderscores(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && (i == 0 || i == text.Length - 1 || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1])))
                return false;
        }

        return true;
    }

    private static string Place(IEnvironmentConfiguration configuration, string section, string option) =>
        configuration is EnvironmentConfiguration layered && layered.Find(section, option) is { } value
            ? $"{value.Place}: [{section}] {option}"
            : $"[{section}] {option}";
}
