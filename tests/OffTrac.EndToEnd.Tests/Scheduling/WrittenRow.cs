namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary>A row that a job of fixture ScheduledRows left.</summary>
/// <param name="Job">Name of the job.</param>
/// <param name="Due">The planned time that the run served, µs.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Process">Process id of the host.</param>
/// <param name="Token">The fencing token.</param>
/// <param name="Trigger">Why it ran, such as <c>LostRerun</c>.</param>
/// <param name="Phase"><c>begin</c> or <c>end</c>.</param>
/// <param name="Run">Identity of the run.</param>
internal sealed record WrittenRow(string Job, long Due, int Attempt, int Process, long Token, string Trigger, string Phase, string Run);
