using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Scheduling;

namespace ScheduledRows;

[OptionsSection("scheduledrows")]
public sealed record ScheduledRowsOptions
{
    [Option("Jobs of each component.")]
    public int Jobs { get; init; } = 1;

    [Option("Schedule of each job.")]
    public string Schedule { get; init; } = "every 1s";

    [Option("What is done about missed times.")]
    public MisfirePolicy Misfire { get; init; } = MisfirePolicy.All;

    [Option("How long a run takes.")]
    public TimeSpan Takes { get; init; }

    [Option("How long a run of Confirmed waits between its confirmation and its commit.")]
    public TimeSpan Dwells { get; init; }

    [Option("Whether there is a job that confirms its end and never commits.")]
    public bool Hoards { get; init; }

    [Option("Whether a run leaves a row at its begin too.")]
    public bool Announces { get; init; }
}
