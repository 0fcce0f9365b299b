namespace OffTrac.Plugins.Ping;

/// <summary>One ping that was told to the observers.</summary>
internal sealed record DispatchResult(DateTimeOffset Time, IReadOnlyList<ObserverReport> Reports)
{
    public IReadOnlyList<string> FailedObservers => [.. Reports.Where(report => report.Report is null).Select(report => report.Observer)];
}
