using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OffTrac.Host.Plugins;

/// <summary>A version as packages have it: up to four numbers and an optional pre-release label, ordered as SemVer 2.0.0 section 11 says.</summary>
internal sealed record PluginVersion(int Major, int Minor, int Patch, int Revision, string Label)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out PluginVersion? version)
    {
        version = null;
        var core = (text ?? "").Trim();
        var build = core.IndexOf('+', StringComparison.Ordinal);
        core = build < 0 ? core : core[..build];
        var dash = core.IndexOf('-', StringComparison.Ordinal);
        var label = dash < 0 ? "" : core[(dash + 1)..];
        var parts = (dash < 0 ? core : core[..dash]).Split('.');
        if (parts.Length > 4 || (dash >= 0 && label.Length == 0))
        {
            return false;
        }

        Span<int> numbers = stackalloc int[4];
        numbers.Clear();
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        version = new PluginVersion(numbers[0], numbers[1], numbers[2], numbers[3], label);
        return true;
    }

    public static PluginVersion From(Version version) =>
        new(version.Major, version.Minor, Math.Max(version.Build, 0), Math.Max(version.Revision, 0), "");

    /// <summary>Less than zero when the left one is older.</summary>
    public static int Compare(PluginVersion left, PluginVersion right)
    {
        var numbers = (left.Major, left.Minor, left.Patch, left.Revision).CompareTo((right.Major, right.Minor, right.Patch, right.Revision));
        return numbers != 0 ? numbers : CompareLabels(left.Label, right.Label);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}")
        + (Revision == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{Revision}"))
        + (Label.Length == 0 ? "" : "-" + Label);

    private static int CompareLabels(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return right.Length.CompareTo(left.Length);
        }

        var lefts = left.Split('.');
        var rights = right.Split('.');
        for (var i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            var result = CompareIdentifiers(lefts[i], rights[i]);
            if (result != 0)
            {
                return result;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    private static int CompareIdentifiers(string left, string right)
    {
        var leftIsNumber = int.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var leftNumber);
        var rightIsNumber = int.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var rightNumber);
        return (leftIsNumber, rightIsNumber) switch
        {
            (true, true) => leftNumber.CompareTo(rightNumber),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };
    }
}
