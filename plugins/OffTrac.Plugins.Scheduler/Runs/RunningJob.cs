using System.Globalization;
using Microsoft.Extensions.Logging;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>A run on this host, from its claim until its end is in the database.</summary>
internal sealed class RunningJob : TaskRun, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource<RunRecord> _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RunLog _log;
    private readonly string _node;
    private readonly TimeSpan _lease;
    private readonly DatabaseClock _clock;
    private readonly TimeProvider _time;
    private TaskProgress? _progress;
    private RunOutcome? _outcome;
    private int _reason;

    public RunningJob(JobDefinition definition, JobRow row, string node, SchedulerOptions options, DatabaseClock clock, ILogger logger, TimeProvider time)
    {
        (Definition, Run, FencingToken, User) = (definition, row.Running!, row.LeaseToken, options.User);
        (_node, _lease, _clock, _time, LeaseUntil) = (node, options.Lease, clock, time, row.LeaseUntil);
        _log = new RunLog(definition.Name, logger, time);
        LastSuccess = row.LastSuccess is { } last ? TracTime.FromMicroseconds(last) : null;
        Arguments = Run.Arguments is { Count: > 0 } given ? JobSettings.Merged(definition.Settings.Arguments, given) : definition.Settings.Arguments;
        Progress = new Reports(this);
        RenewedAt = StartedAt = time.GetTimestamp();
        Token = _source.Token;
    }

    public JobDefinition Definition { get; }

    public CurrentRun Run { get; }

    public override string Job => Definition.Name;

    public override Guid Id => Run.Id;

    public override DateTimeOffset ScheduledFor => TracTime.FromMicroseconds(Run.Slot);

    public override DateTimeOffset Started => TracTime.FromMicroseconds(Run.Started);

    public override DateTimeOffset? LastSuccess { get; }

    public override TaskTrigger Trigger => Run.Trigger;

    public override int Attempt => Run.Attempt;

    public override long FencingToken { get; }

    public override IReadOnlyDictionary<string, string> Arguments { get; }

    public override string User { get; }

    public override ILogger Log => _log;

    public override IProgress<TaskProgress> Progress { get; }

    /// <summary>For the task; cancelled by <see cref="Cancel"/>.</summary>
    public CancellationToken Token { get; }

    public CancelReason Reason => (CancelReason)Volatile.Read(ref _reason);

    /// <summary>Login of who cancelled it.</summary>
    public string? CancelledBy { get; private set; }

    /// <summary>Timestamp of the cancellation.</summary>
    public long CancelledAt { get; private set; }

    /// <summary>Timestamp of the last moment when the lease was known to be ours.</summary>
    public long RenewedAt { get; set; }

    /// <summary>End of the lease by the database's clock, as last seen, µs.</summary>
    public long? LeaseUntil { get; set; }

    /// <summary>Timestamp of the start.</summary>
    public long StartedAt { get; }

    /// <summary>How it ended; null while it runs.</summary>
    public RunOutcome? Outcome => Volatile.Read(ref _outcome);

    /// <summary>Ended although its code has not returned.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Whether its end is in the database.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whether its code has returned.</summary>
    public bool HasReturned { get; set; }

    /// <summary>Whether the database is to be told something: its end, or that the code of an abandoned one has returned at last.</summary>
    public bool HasNews => IsClosed ? IsAbandoned && HasReturned : Outcome is not null;

    public string? LogText => _log.Text;

    /// <summary>The line of the history, when it is in the database, or when somebody else wrote it.</summary>
    public Task<RunRecord> Recorded => _recorded.Task;

    /// <summary>What changed since the last call; null for nothing.</summary>
    public TaskProgress? TakeProgress() => Interlocked.Exchange(ref _progress, null);

    /// <summary>Cancels the token; the first reason counts.</summary>
    public void Cancel(CancelReason reason, string? author = null)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)CancelReason.None) != (int)CancelReason.None)
            return;
        (CancelledBy, CancelledAt) = (author, _time.GetTimestamp());
        _ = CancelAsync();
    }

    /// <summary>Ends it, unless it was ended before.</summary>
    /// <returns>False when it was ended before.</returns>
    public bool TryEnd(RunOutcome outcome, bool isAbandoned)
    {
        if (Interlocked.CompareExchange(ref _outcome, outcome, null) is not null)
            return false;
        IsAbandoned = isAbandoned;
        return true;
    }

    public void MarkRecorded(RunRecord record) => _recorded.TrySetResult(record);

    public override async ValueTask ConfirmAsync(IWriteScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var command = SqlBatch.Command(
            scope,
            "UPDATE offtrac_scheduler_job SET confirmed = 1 WHERE name = @name AND lease_owner = @node AND lease_token = @token",
            ("@name", Job), ("@node", _node), ("@token", FencingToken));
        await using (command.ConfigureAwait(false))
        {
            if (await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 0)
                throw new LeaseLostException(string.Create(CultureInfo.InvariantCulture, $"Another host has taken the job {Job} over; run {Id} must not write."));
        }

        await _clock.BeginAsync(scope, _lease, cancellation).ConfigureAwait(false);
    }

    public RunRecord Record(DateTimeOffset? ended, RunOutcome? outcome) => new()
    {
        Id = Id,
        Job = Job,
        ScheduledFor = ScheduledFor,
        Started = Started,
        Ended = ended,
        Node = _node,
        Trigger = Trigger,
        Author = Run.Author,
        Attempt = Attempt,
        State = outcome?.State ?? RunState.Running,
        Summary = outcome?.Summary,
        Exception = outcome?.Exception,
        Log = outcome is null ? null : LogText,
    };

    public void Dispose() => _source.Dispose();

    /// <summary>What the task registered on its token may throw or hang; that is the task's own affair.</summary>
    private async Task CancelAsync()
    {
        try
        {
            await _source.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            _log.LogWarning("A registration on the token failed: {Error}", exception.InnerException?.ToString());
        }
        catch (ObjectDisposedException)
        {
            // It ended at the same moment.
        }
    }

    private sealed class Reports(RunningJob run) : IProgress<TaskProgress>
    {
        public void Report(TaskProgress value) => Volatile.Write(ref run._progress, value);
    }
}
