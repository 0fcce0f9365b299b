using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Deliveries.Watching;

/// <summary><c>[offtrac] watch_database</c>.</summary>
internal static class WatchDatabaseOption
{
    private const string Section = "offtrac";
    private const string Option = "watch_database";
    private const string Off = "off";

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>How often to look; null for never, also when what is configured can't be read.</summary>
    public static TimeSpan? Read(IEnvironmentConfiguration configuration) =>
        configuration.Get(Section, Option) is { } text && TryParse(text, out var interval) ? interval : null;

    /// <summary>What is wrong with the option, in one line; null when nothing is.</summary>
    public static string? Problem(EnvironmentConfiguration configuration)
    {
        var configured = configuration.Find(Section, Option);
        return configured is null || IsOff(configured.Value) || TryParse(configured.Value, out _)
            ? null
            : $"{configured.Place}: [{Section}] {Option} is '{configured.Value.ReplaceLineEndings(" ")}'; allowed is off or a duration from 1s to 1d, such as 30s. It is taken for off.";
    }

    private static bool IsOff(string text) => text.Trim() is var word && (word.Length == 0 || string.Equals(word, Off, StringComparison.OrdinalIgnoreCase));

    private static bool TryParse(string text, out TimeSpan interval) =>
        OptionParser.TryParseDuration(text, out interval) && interval >= s_shortest && interval <= s_longest;
}
