using System.Globalization;
using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Maintenance;

/// <summary>
/// Removes logins that are over, as Trac does whenever somebody logs in: those older than ten days. A longer <c>[trac]
/// auth_cookie_lifetime</c> keeps them for that time; a shorter one ends them in the browser, not here, in Trac neither.
/// </summary>
[Component("offtrac.maintenance.AuthCookieCleanup")]
public sealed class AuthCookieCleanup(IDatabase database, IOptionsMonitor<TracOptions> options, TimeProvider time) : MaintenanceTask(s_job)
{
    private const long TenDays = 10 * 86400;

    private const string Expired = "FROM auth_cookie WHERE time < @limit";

    private static readonly ScheduledJob s_job = new()
    {
        Name = "auth-cookie-cleanup",
        Description = "Removes logins that are older than ten days and than [trac] auth_cookie_lifetime.",
        Schedule = "daily 03:45",
        Jitter = TimeSpan.FromMinutes(15),
    };

    private readonly RowRemoval _removal = new(database, time);

    protected override async ValueTask<TaskResult> WorkAsync(TaskRun run, CancellationToken cancellation)
    {
        var limit = time.GetUtcNow().ToUnixTimeSeconds() - Math.Max(TenDays, options.CurrentValue.AuthCookieLifetime);
        var total = await _removal.CountAsync($"SELECT COUNT(*) {Expired}", limit, cancellation).ConfigureAwait(false);
        var removed = total == 0
            ? 0
            : await _removal.RemoveExpiredAsync(
                $"SELECT cookie {Expired}",
                [$"DELETE FROM auth_cookie WHERE {_removal.IsListed("cookie")} AND time < @limit"],
                limit,
                done => run.Progress.Report(new TaskProgress { Done = done, Total = Math.Max(done, total), Text = "logins" }),
                cancellation).ConfigureAwait(false);
        return new TaskResult
        {
            Summary = string.Create(CultureInfo.InvariantCulture, $"removed {removed} {(removed == 1 ? "login" : "logins")}"),
            Changed = removed > 0,
        };
    }
}
