using System.Globalization;
using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Maintenance;

/// <summary>
/// Removes the sessions of people who are not logged in that nobody used for <c>[trac] anonymous_session_lifetime</c> days, as Trac
/// does now and then when such a session is saved, and, as <c>session purge</c>, what is left of sessions that are gone.
/// </summary>
[Component("offtrac.maintenance.SessionCleanup")]
public sealed class SessionCleanup(IDatabase database, IOptionsMonitor<TracOptions> options, TimeProvider time) : MaintenanceTask(s_job)
{
    // The plus keeps SQLite from the index on "authenticated", which has two values: sorted by the other index, each batch is at its
    // beginning.
    private const string Expired = "FROM session WHERE +authenticated = 0 AND last_visit < @limit";

    private const string HasNoSession = """
        authenticated = 0 AND NOT EXISTS
            (SELECT 1 FROM session AS s WHERE s.sid = session_attribute.sid AND s.authenticated = 0)
        """;

    private static readonly ScheduledJob s_job = new()
    {
        Name = "session-cleanup",
        Description = "Removes sessions of people who are not logged in that were not used for [trac] anonymous_session_lifetime days.",
        Schedule = "daily 03:30",
        Jitter = TimeSpan.FromMinutes(30),
        Timeout = TimeSpan.FromHours(1),
    };

    private readonly RowRemoval _removal = new(database, time);

    protected override async ValueTask<TaskResult> WorkAsync(TaskRun run, CancellationToken cancellation)
    {
        var days = options.CurrentValue.AnonymousSessionLifetime;
        if (days <= 0)
            return Unchanged(string.Create(CultureInfo.InvariantCulture, $"[trac] anonymous_session_lifetime = {days} keeps sessions for ever"));
        var limit = time.GetUtcNow().ToUnixTimeSeconds() - (days * 86400L);
        var sessions = await RemoveSessionsAsync(limit, run, cancellation).ConfigureAwait(false);
        var attributes = await RemoveAttributesAsync(run, cancellation).ConfigureAwait(false);
        var summary = string.Create(CultureInfo.InvariantCulture, $"removed {sessions} {(sessions == 1 ? "session" : "sessions")}");
        if (attributes > 0)
            summary = string.Create(CultureInfo.InvariantCulture, $"{summary} and {attributes} {(attributes == 1 ? "value" : "values")} without a session");
        return new TaskResult { Summary = summary, Changed = sessions + attributes > 0 };
    }

    private async ValueTask<int> RemoveSessionsAsync(long limit, TaskRun run, CancellationToken cancellation)
    {
        var total = await _removal.CountAsync($"SELECT COUNT(*) {Expired}", limit, cancellation).ConfigureAwait(false);
        if (total == 0)
            return 0;

        // Trac, too, takes the rows of "session" first: two who take them in another order may wait for each other (Trac's #9705).
        return await _removal.RemoveExpiredAsync(
            $"SELECT sid {Expired} ORDER BY last_visit",
            [
                $"DELETE FROM session WHERE authenticated = 0 AND {_removal.IsListed("sid")}",
                $"DELETE FROM session_attribute WHERE authenticated = 0 AND {_removal.IsListed("sid")}",
            ],
            limit,
            done => run.Progress.Report(new TaskProgress { Done = done, Total = Math.Max(done, total), Text = "sessions" }),
            cancellation).ConfigureAwait(false);
    }

    private ValueTask<int> RemoveAttributesAsync(TaskRun run, CancellationToken cancellation) => _removal.RemoveOrphansAsync(
        $"SELECT DISTINCT sid FROM session_attribute WHERE {HasNoSession}",
        $"DELETE FROM session_attribute WHERE {_removal.IsListed("sid")} AND {HasNoSession}",
        done => run.Progress.Report(new TaskProgress { Done = done, Text = "values without a session" }),
        cancellation);
}
