namespace OffTrac.Host.Web.Health;

/// <summary>One component in the answer of <c>/health</c>.</summary>
internal sealed record HealthPart
{
    public required string Name { get; init; }

    public required string Status { get; init; }

    public string? Reason { get; init; }
}
