namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>A part of a progress bar.</summary>
internal sealed record StatisticsInterval
{
    public required MilestoneGroup Group { get; init; }

    /// <summary>Statuses that count here, those without tickets included.</summary>
    public required IReadOnlyList<string> Statuses { get; init; }

    public required int Count { get; init; }

    /// <summary>Share of the bar.</summary>
    public int Percent { get; init; }
}
