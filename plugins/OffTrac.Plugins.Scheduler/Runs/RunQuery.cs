namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>Which lines of the history, newest first.</summary>
internal sealed record RunQuery
{
    /// <summary>Only this one; null for all.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only of this job; null for all.</summary>
    public string? Job { get; init; }

    /// <summary>Only of this state; null for all.</summary>
    public RunState? State { get; init; }

    /// <summary>Only what started after this; null for no limit.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only what started before this; null for no limit.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether log and exception are wanted.</summary>
    public bool WithOutput { get; init; }
}
