using System.Data.Common;
using System.Globalization;
using OffTrac.Core.Queries;
using OffTrac.Sdk;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Reports;

/// <summary>Runs reports on the environment's database.</summary>
public sealed class ReportSystem(IDatabase database, ITicketQueries queries, TimeProvider time) : IReports
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    public async ValueTask<string?> FindSavedQueryAsync(Report report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (SavedQuery.Read(report) is not { } saved)
            return null;
        if (saved.Address is { } address)
            return address;
        var query = queries.Parse(saved.Text) with { Report = report.Id.ToString(CultureInfo.InvariantCulture) };
        return (await queries.PrepareAsync(query, cancellation).ConfigureAwait(false)).Path();
    }

    public async ValueTask<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var report = request.Report;
        var variables = new ReportVariables(request.Variables, request.User, database.Engine);
        var text = variables.TakeDefaults(report.Query);
        var title = variables.FillInto(report.Title ?? "");
        var description = variables.FillInto(report.Description ?? "");
        var sql = new ReportSql(Checked(report, variables.Bind(text)));
        var result = await AskAsync(new ReportRun(request, sql, variables.Parameters), cancellation).ConfigureAwait(false);
        return result with
        {
            Title = title,
            Description = description,
            Variables = variables.Used,
            MissingVariables = variables.Missing,
        };
    }

    private static string Checked(Report report, string sql)
    {
        if (string.IsNullOrWhiteSpace(sql))
            throw new ReportException(string.Create(CultureInfo.InvariantCulture, $"Report {report.Id} has no SQL query."));
        if (SqlText.Single(sql) is not { } single)
            throw new ReportException(string.Create(CultureInfo.InvariantCulture, $"Report {report.Id} has more than one statement; allowed is one.")) { Sql = sql };
        return SqlText.Reads(single)
            ? single
            : throw new ReportException(string.Create(
                CultureInfo.InvariantCulture, $"Report {report.Id} is no statement that reads; allowed are SELECT, WITH, VALUES.")) { Sql = sql };
    }

    private async ValueTask<ReportResult> AskAsync(ReportRun run, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(s_longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await database.ReadAsync(
                run, static (session, run, cancellation) => run.ReadAsync(session, cancellation), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ReportException($"The report took longer than {s_longest.TotalSeconds:0} s and was stopped.") { Sql = run.Statement };
        }
        catch (ReadOnlyException failure)
        {
            throw new ReportException("A report can only read.", failure) { Sql = run.Statement };
        }
        catch (DbException failure)
        {
            throw new ReportException(failure.Message.ReplaceLineEndings(" "), failure) { Sql = run.Statement };
        }
    }
}
