using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>States and triggers in the words of the history: lower case with dashes.</summary>
internal static class RunWords
{
    public static string Of(RunState state) => Dashed(state.ToString());

    public static string Of(TaskTrigger trigger) => Dashed(trigger.ToString());

    public static RunState? ParseState(string? word) => Parse<RunState>(word);

    public static TaskTrigger? ParseTrigger(string? word) => Parse<TaskTrigger>(word);

    private static T? Parse<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Dashed(value.ToString()), word, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    private static string Dashed(string name) =>
        string.Concat(name.Select(static (letter, position) =>
            char.IsAsciiLetterUpper(letter) ? (position > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
