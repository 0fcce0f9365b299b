using System.Runtime.CompilerServices;
using OffTrac.Plugins.Scheduler.Runs;

namespace OffTrac.Plugins.Scheduler.Web;

/// <summary>Reads a long history page by page, so that what was logged is never in memory all at once.</summary>
internal sealed class RunPages
{
    private const int PageSize = 100;

    private readonly SchedulerService _service;
    private readonly RunQuery _query;
    private readonly RunQuery _page;
    private readonly IReadOnlyList<RunRecord> _first;

    private RunPages(SchedulerService service, RunQuery query, RunQuery page, IReadOnlyList<RunRecord> first) =>
        (_service, _query, _page, _first) = (service, query, page, first);

    /// <summary>Whether logs and exceptions are read.</summary>
    public bool HasOutput => _query.WithOutput;

    /// <summary>Reads the first page, so that what is wrong with the question is known before anything is answered.</summary>
    /// <exception cref="Sdk.Resources.ResourceNotFoundException">There is no such job.</exception>
    public static async ValueTask<RunPages> OpenAsync(SchedulerService service, RunQuery query, CancellationToken cancellation)
    {
        var page = query with { Limit = Math.Min(PageSize, query.Limit) };
        return new RunPages(service, query, page, await service.HistoryAsync(page, cancellation).ConfigureAwait(false));
    }

    public async IAsyncEnumerable<RunRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var (seen, page, runs) = (new HashSet<Guid>(), _page, _first);
        while (true)
        {
            var isNew = false;
            foreach (var run in runs.Where(run => seen.Add(run.Id)))
            {
                isNew = true;
                yield return run;
                if (seen.Count == _query.Limit)
                    yield break;
            }

            if (runs.Count < page.Limit)
                yield break;
            // Lines of the same moment may lie on both sides of a page's end, so the next page begins with that moment again.
            page = runs[^1].State == RunState.Running || !isNew
                ? page with { Limit = page.Limit * 2 }
                : page with { Before = runs[^1].Started.AddMicroseconds(1) };
            runs = await _service.HistoryAsync(page, cancellation).ConfigureAwait(false);
        }
    }
}
