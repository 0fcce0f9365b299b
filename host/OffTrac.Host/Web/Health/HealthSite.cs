namespace OffTrac.Host.Web.Health;

/// <summary>One environment in the answer of <c>/health</c>.</summary>
internal sealed record HealthSite
{
    public required string Status { get; init; }

    public required IReadOnlyList<HealthPart> Components { get; init; }
}
