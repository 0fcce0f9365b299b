namespace OffTrac.Sdk.Reports;

/// <summary>
/// Runs reports. A report's statement can only read: it runs on a connection or in a transaction that writes nothing, alone, and for a limited
/// time. It may read every table, as in Trac, so let nobody write reports who may not read all.
/// </summary>
public interface IReports
{
    /// <summary>The address that a saved query leads to, as a path below the environment's root; null for a report of SQL.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ReportException">It names another report's number.</exception>
    /// <exception cref="Queries.TicketQueryException">Its query can't be read.</exception>
    ValueTask<string?> FindSavedQueryAsync(Report report, CancellationToken cancellation);

    /// <summary>Runs a report's SQL.</summary>
    /// <param name="request">Which, with what.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <exception cref="ReportException">The statement can't be run, took too long, or there is no column to sort by.</exception>
    ValueTask<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellation);
}
