using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Deliveries;

/// <summary>An event that a component is yet to be told of, read and ready to be told.</summary>
internal sealed class PendingEvent
{
    public required long Number { get; init; }

    /// <summary>Null when a newer version stored it.</summary>
    public EventKind? Kind { get; init; }

    public required string Resource { get; init; }

    /// <summary>A second resource among whose events it has its place; null when there is none.</summary>
    public string? Related { get; init; }

    public int Attempts { get; init; }

    public long NextTry { get; init; }

    /// <summary>How much memory it takes, in characters of the stored record.</summary>
    public int Size { get; init; }

    /// <summary>The event; null when the stored record can't be read.</summary>
    public ChangeEvent? Change { get; set; }

    /// <summary>Why the stored record can't be read.</summary>
    public string? Problem { get; init; }

    /// <summary>Of how many of its resources another event is told before it.</summary>
    public int Waiting { get; set; }

    public bool IsInFlight { get; set; }
}
