using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Reports;

/// <summary>Reports as rows: exactly those that Trac would write. No permission: check before you call. Stands for Trac's model of reports.</summary>
public interface IReportStore
{
    /// <summary>A report, or null.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<Report?> FindAsync(int id, CancellationToken cancellation);

    /// <summary>All reports.</summary>
    /// <param name="order">By what.</param>
    /// <param name="isDescending">Whether the order is turned round.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<Report>> ListAsync(ReportOrder order, bool isDescending, CancellationToken cancellation);

    /// <summary>Stores a new report under the next number.</summary>
    /// <param name="report">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The query is empty.</exception>
    ValueTask<Report> CreateAsync(NewReport report, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Changes title, query and description of a report.</summary>
    /// <param name="report">All of it as it is to be.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The query is empty.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such report.</exception>
    ValueTask<Report> UpdateAsync(Report report, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a report.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such report.</exception>
    ValueTask DeleteAsync(int id, IWriteScope? scope, CancellationToken cancellation);
}
