namespace OffTrac.Sdk.Pings;

public sealed record PingReport
{
    public static PingReport Nothing { get; } = new();

    public string Skipped { get; init; } = "";
}
