namespace OffTrac.Host.Web.Health;

/// <summary>What <c>/health</c> says as JSON.</summary>
internal sealed record HealthAnswer
{
    public required string Status { get; init; }

    public string? Reason { get; init; }

    public required string Instance { get; init; }

    public required string Version { get; init; }

    public required IReadOnlyList<HealthPart> Components { get; init; }

    public required IReadOnlyDictionary<string, HealthSite> Environments { get; init; }
}
