using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>A run that is to be made besides the schedule: asked for by a person, a retry, what a dead host left.</summary>
internal sealed record RunRequest
{
    /// <summary>Identity that the run will have.</summary>
    public required Guid Id { get; init; }

    /// <summary>Not before, µs.</summary>
    public required long At { get; init; }

    /// <summary>The planned time that it serves, µs.</summary>
    public required long Slot { get; init; }

    public required TaskTrigger Trigger { get; init; }

    public int Attempt { get; init; } = 1;

    public string? Author { get; init; }

    public Dictionary<string, string>? Arguments { get; init; }

    /// <summary>How many runs in a row asked for this one with <see cref="TaskResult.RunAgainIn"/>.</summary>
    public int Chain { get; init; }
}
