using System.Diagnostics.CodeAnalysis;

namespace OffTrac.Host.Plugins;

/// <summary>Versions that will do, in NuGet's notation: <c>[1.0,2.0)</c>, <c>(,2.0]</c>, <c>[1.0]</c>; a bare <c>1.0</c> means that or later.</summary>
internal sealed record VersionInterval(PluginVersion? Lowest, bool WithLowest, PluginVersion? Highest, bool WithHighest, string Text)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionInterval? interval)
    {
        interval = null;
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return false;
        }

        if (trimmed[0] is not ('[' or '('))
        {
            if (!PluginVersion.TryParse(trimmed, out var atLeast))
            {
                return false;
            }

            interval = new VersionInterval(atLeast, WithLowest: true, Highest: null, WithHighest: false, trimmed);
            return true;
        }

        if (trimmed.Length < 3 || trimmed[^1] is not (']' or ')'))
        {
            return false;
        }

        var ends = trimmed[1..^1].Split(',');
        if (ends.Length > 2
            || !TryParseEnd(ends[0], out var lowest)
            || !TryParseEnd(ends[^1], out var highest)
            || (lowest is null && highest is null)
            || (ends.Length == 1 && (trimmed[0] != '[' || trimmed[^1] != ']'))
            || (lowest is not null && highest is not null && PluginVersion.Compare(lowest, highest) > 0))
        {
            return false;
        }

        interval = new VersionInterval(lowest, trimmed[0] == '[', highest, trimmed[^1] == ']', trimmed);
        return true;
    }

    public bool Contains(PluginVersion version)
    {
        var fromLowest = Lowest is null ? 1 : PluginVersion.Compare(version, Lowest);
        var toHighest = Highest is null ? 1 : PluginVersion.Compare(Highest, version);
        return (fromLowest > 0 || (fromLowest == 0 && WithLowest)) && (toHighest > 0 || (toHighest == 0 && WithHighest));
    }

    public override string ToString() => Text;

    private static bool TryParseEnd(string text, out PluginVersion? version)
    {
        version = null;
        return string.IsNullOrWhiteSpace(text) || PluginVersion.TryParse(text, out version);
    }
}
