using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>The run of this moment as its job's row tells it, so that another host can close it.</summary>
internal sealed record CurrentRun
{
    public required Guid Id { get; init; }

    public required long Slot { get; init; }

    public required long Started { get; init; }

    public required TaskTrigger Trigger { get; init; }

    public int Attempt { get; init; } = 1;

    public string? Author { get; init; }

    public Dictionary<string, string>? Arguments { get; init; }

    public int Chain { get; init; }

    /// <summary>The same work once more.</summary>
    public RunRequest Again(long at, TaskTrigger trigger, int attempt) => new()
    {
        Id = Guid.CreateVersion7(),
        At = at,
        Slot = Slot,
        Trigger = trigger,
        Attempt = attempt,
        Author = Author,
        Arguments = Arguments,
        Chain = Chain,
    };
}
