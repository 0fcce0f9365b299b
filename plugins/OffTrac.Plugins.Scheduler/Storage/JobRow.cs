using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>A job's row. Changed only while the transaction that read it has it locked.</summary>
internal sealed class JobRow
{
    /// <summary>A host whose lease has ended may be slow rather than dead; others wait for so much longer.</summary>
    public const long TakeOverAfter = 10_000_000;

    public required string Name { get; init; }

    public string Component { get; set; } = "";

    /// <summary>What <see cref="NextSlot"/> was computed from; when the job's plan is another one, the new one counts from now.</summary>
    public string Plan { get; set; } = "";

    /// <summary>The oldest planned time that is not served yet, without jitter.</summary>
    public long? NextSlot { get; set; }

    /// <summary>The same with jitter.</summary>
    public long? NextDue { get; set; }

    /// <summary>The newest planned time that was served; it and what is before it are never served again.</summary>
    public long? LastSlot { get; set; }

    /// <summary>Planned times up to this are left out without a word: the job was paused, absent or planned anew.</summary>
    public long? SkipBefore { get; set; }

    public bool IsPaused { get; set; }

    public string? PauseReason { get; set; }

    public RunRequest? Request { get; set; }

    public RunRequest? Again { get; set; }

    public CurrentRun? Running { get; set; }

    public TaskProgress? Progress { get; set; }

    /// <summary>Login of who wants the run cancelled.</summary>
    public string? CancelBy { get; set; }

    /// <summary>Whether the run's end was committed with what it wrote.</summary>
    public bool IsConfirmed { get; set; }

    public bool IsAbandoned { get; set; }

    public string? LeaseOwner { get; set; }

    public long LeaseToken { get; set; }

    public long? LeaseUntil { get; set; }

    public int Failures { get; set; }

    public long? LastSuccess { get; set; }

    public RunRecord? LastRun { get; set; }

    /// <summary>The line of the history that runs without effect are added to, and its hour.</summary>
    public Guid? FoldId { get; set; }

    public long? FoldHour { get; set; }

    public long? AbsentSince { get; set; }

    public Dictionary<string, string> Overrides { get; set; } = [];

    public bool IsLeased => LeaseOwner is not null;

    /// <summary>When a scheduler has to look at this row next; null for never.</summary>
    public long? Wake
    {
        get
        {
            if (IsLeased)
                return LeaseUntil + TakeOverAfter;
            if (Request is not null)
                return Request.At;
            return IsPaused ? null : Earlier(NextDue, Again?.At);
        }
    }

    /// <summary>Gives the job free for anybody.</summary>
    public void Release()
    {
        (LeaseOwner, LeaseUntil, Running, Progress, CancelBy) = (null, null, null, null, null);
        (IsConfirmed, IsAbandoned) = (false, false);
    }

    /// <summary>The earlier of two times; null stands for never.</summary>
    public static long? Earlier(long? left, long? right) => (left, right) switch
    {
        (null, _) => right,
        (_, null) => left,
        _ => Math.Min(left.Value, right.Value),
    };
}
