using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>States and triggers in the words of the history: lower case with dashes.</summary>
internal static class RunWords
{
    public static string Of(RunState state) => Choice.Word(state);

    public static string Of(TaskTrigger trigger) => Choice.Word(trigger);

    public static RunState? ParseState(string? word) => Choice.Find<RunState>(word);

    public static TaskTrigger? ParseTrigger(string? word) => Choice.Find<TaskTrigger>(word);
}
