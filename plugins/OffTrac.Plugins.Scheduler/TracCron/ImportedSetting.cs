namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>One line of an import.</summary>
/// <param name="Job">Name of the job: TracCron's task.</param>
/// <param name="Setting">Such as <c>schedule</c>.</param>
/// <param name="Value">What <c>[scheduler]</c> is to say; null for nothing.</param>
/// <param name="From">What <c>[traccron]</c> says.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Note">One line for people; null for none.</param>
internal sealed record ImportedSetting(string Job, string Setting, string? Value, string From, ImportOutcome Outcome, string? Note = null);
