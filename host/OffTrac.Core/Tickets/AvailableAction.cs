namespace OffTrac.Core.Tickets;

/// <summary>An action that can be taken, and who offers it.</summary>
public sealed record AvailableAction
{
    public required string Name { get; init; }

    public int Weight { get; init; }

    /// <summary>Names of the components that offer it, in the order of <c>[ticket] workflow</c>.</summary>
    public required IReadOnlyList<string> Controllers { get; init; }
}
