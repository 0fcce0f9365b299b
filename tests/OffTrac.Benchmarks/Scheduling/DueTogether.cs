using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Benchmarks.Scheduling;

/// <summary>How late jobs start that are all due at the same instant, with four workers; from the rows that the jobs write.</summary>
internal static class DueTogether
{
    private const int Workers = 4;
    private static readonly TimeSpan s_preparation = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(int jobs)
    {
        Console.WriteLine($"| {jobs} jobs due at once, {Workers} workers | median | 99 % | last | out of order | lost |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var database in new[] { "sqlite", "postgresql" })
        {
            var due = TracTime.FromMicroseconds(TracTime.ToMicroseconds(TimeProvider.System.GetUtcNow() + s_preparation) / 1_000_000 * 1_000_000);
            await using var site = await SchedulerSite.StartAsync(
                database,
                ["OffTrac.Plugins.Ping", "OffTrac.Plugins.Scheduler"],
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    [scheduler]
                    workers = {Workers}
                    per_environment = {Workers}
                    [scheduledrows]
                    jobs = {jobs}
                    schedule = once {due:yyyy-MM-dd'T'HH:mm:ss'Z'}
                    """));
            Print(database, jobs, due, await WaitForAsync(site, jobs, due + s_limit));
        }
    }

    /// <summary>Names and starts in the order of the starts.</summary>
    private static async Task<List<Start>> WaitForAsync(SchedulerSite site, int jobs, DateTimeOffset limit)
    {
        var database = site.Environment.Get<IDatabase>();
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            var started = await database.ReadAsync(0, static (session, _, token) => ReadAsync(session, token), CancellationToken.None);
            if (started.Count >= jobs || TimeProvider.System.GetUtcNow() > limit)
                return started;
        }
    }

    private static async ValueTask<List<Start>> ReadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var started = new List<Start>();
        await using var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = "SELECT name FROM system WHERE name = 'offtrac_scheduledrows_version'";
        if (await command.ExecuteScalarAsync(cancellation) is null)
            return started;
        command.CommandText = "SELECT job, started FROM offtrac_scheduledrows ORDER BY started, job";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            started.Add(new Start(reader.GetString(0), TracTime.FromMicroseconds(reader.GetInt64(1))));
        return started;
    }

    private static void Print(string database, int jobs, DateTimeOffset due, List<Start> started)
    {
        var lateness = started.Select(start => start.At - due).ToList();
        var names = started.Select(start => start.Job).ToList();

        // Among jobs that run side by side the order of starts is anybody's.
        var sorted = names.Order(StringComparer.Ordinal).ToList();
        var outOfOrder = names.Where((name, place) => Math.Abs(sorted.IndexOf(name) - place) > Workers).Count();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {database} | {At(0.5):0} ms | {At(0.99):0} ms | {At(1):0} ms | {outOfOrder} | {jobs - names.Distinct(StringComparer.Ordinal).Count()} |"));

        double At(double part) => lateness.Count == 0 ? double.NaN : lateness[(int)(part * (lateness.Count - 1))].TotalMilliseconds;
    }

    private sealed record Start(string Job, DateTimeOffset At);
}
