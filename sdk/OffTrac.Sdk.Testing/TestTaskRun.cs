using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Testing;

/// <summary>A run that a test hands to a task, without a scheduler; keeps what the task says.</summary>
/// <param name="options">What the task is told.</param>
#pragma warning disable CA1001 // The log holds text, nothing that must be let go.
public sealed class TestTaskRun(TestTaskRunOptions options) : TaskRun
#pragma warning restore CA1001
{
    private readonly LogLines _log = new();
    private readonly Reports _progress = new(options.OnProgress);

    /// <summary>Makes the first run of a job, started by its schedule just now.</summary>
    /// <param name="job">Name of the job.</param>
    public TestTaskRun(string job)
        : this(new TestTaskRunOptions { Job = job })
    {
    }

    /// <inheritdoc />
    public override string Job => options.Job;

    /// <inheritdoc />
    public override Guid Id { get; } = Guid.NewGuid();

    /// <inheritdoc />
    public override DateTimeOffset ScheduledFor { get; } = TracTime.Truncate(options.ScheduledFor ?? TimeProvider.System.GetUtcNow());

    /// <inheritdoc />
    public override DateTimeOffset Started { get; } = TracTime.Truncate(options.Started ?? TimeProvider.System.GetUtcNow());

    /// <inheritdoc />
    public override DateTimeOffset? LastSuccess => options.LastSuccess;

    /// <inheritdoc />
    public override TaskTrigger Trigger => options.Trigger;

    /// <inheritdoc />
    public override int Attempt => options.Attempt;

    /// <inheritdoc />
    public override long FencingToken => options.FencingToken;

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string> Arguments => options.Arguments;

    /// <inheritdoc />
    public override string User => options.User;

    /// <inheritdoc />
    public override ILogger Log => field ??= _log.CreateLogger(options.Job);

    /// <inheritdoc />
    public override IProgress<TaskProgress> Progress => _progress;

    /// <summary>What the task logged, one line an entry, from information upwards.</summary>
    public string LogText => _log.Text;

    /// <summary>The reports of progress so far, in order.</summary>
    public IReadOnlyList<TaskProgress> ProgressReports => _progress.All;

    /// <summary>Whether the task ended its run with <see cref="ConfirmAsync"/>; that its scope was committed shows in the rows.</summary>
    public bool IsConfirmed { get; private set; }

    /// <inheritdoc />
    public override ValueTask ConfirmAsync(IWriteScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        cancellation.ThrowIfCancellationRequested();
        if (options.IsLeaseLost)
            throw new LeaseLostException($"Another host has taken {Job} over.");
        IsConfirmed = true;
        return default;
    }

    private sealed class Reports(Action<TaskProgress>? listener) : IProgress<TaskProgress>
    {
        private readonly Lock _lock = new();
        private readonly List<TaskProgress> _all = [];

        public IReadOnlyList<TaskProgress> All
        {
            get
            {
                lock (_lock)
                    return [.. _all];
            }
        }

        public void Report(TaskProgress value)
        {
            lock (_lock)
                _all.Add(value);
            listener?.Invoke(value);
        }
    }
}
