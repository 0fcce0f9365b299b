using System.Globalization;
using Microsoft.Data.Sqlite;
using OffTrac.Sdk;
using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Scheduler.Tests.Jobs;

/// <summary>A scheduler whose time is the test's: nothing happens but what a ping brings.</summary>
internal sealed class SimulatedScheduler : IAsyncDisposable
{
    private readonly TestEnvironment _environment;
    private long _number;

    private SimulatedScheduler(TestEnvironment environment, SetClock clock) => (_environment, Clock) = (environment, clock);

    public SetClock Clock { get; }

    public TestEnvironment Environment => _environment;

    /// <param name="now">Where the clock stands.</param>
    /// <param name="ini">Sections <c>[scheduler]</c> and <c>[scheduledrows]</c>.</param>
    public static async Task<SimulatedScheduler> StartAsync(string now, string ini)
    {
        var clock = new SetClock(At(now));
        var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["OffTrac.Plugins.Scheduler", "ScheduledRows", "ScheduledMisfits"],
            Time = clock,
            Ini = $"""
                [components]
                offtrac.scheduler.Scheduler = enabled
                offtrac.scheduler.Installation = enabled
                fixture.scheduledrows.Plain = enabled
                fixture.scheduledmisfits.Misfits = enabled
                {ini}
                """,
        });
        return new SimulatedScheduler(environment, clock);
    }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Pings, and waits until what was started, and what followed from it, has ended.</summary>
    public async Task<PingReport> PingAsync(string? now = null)
    {
        if (now is not null)
            Clock.Now = At(now);
        var observers = _environment.ExtensionPoint<IPingObserver>();
        var ping = new Sdk.Pings.Ping { Environment = "test", Time = Clock.Now, Number = ++_number };
        var reports = await observers.AskAllAsync(ping, static (observer, ping, token) => observer.ObserveAsync(ping, token), CancellationToken.None);
        var report = Assert.Single(reports).Value;
        var ends = await observers.AskAllAsync(report, static (observer, report, token) => observer.WaitAsync(report, token), CancellationToken.None);
        while ((await StatusAsync()).Running.Count > 0)
            await Task.Delay(2);
        return Assert.Single(ends).Value;
    }

    /// <summary>Pings, and does not wait for what was started.</summary>
    public async Task<PingReport> StartAsync(string now)
    {
        Clock.Now = At(now);
        var ping = new Sdk.Pings.Ping { Environment = "test", Time = Clock.Now, Number = ++_number };
        return Assert.Single(await _environment.ExtensionPoint<IPingObserver>().AskAllAsync(
            ping, static (observer, ping, token) => observer.ObserveAsync(ping, token), CancellationToken.None)).Value;
    }

    /// <summary>As <c>scheduler resume</c> does.</summary>
    public async Task ResumeAsync(string job)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_environment.Directory, "db", "trac.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE offtrac_scheduler_job SET paused = 0, pause_reason = NULL, failures = 0, wake = next_due WHERE name = @job";
        command.Parameters.AddWithValue("@job", job);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>Takes the scheduler away as the end of a host does; what is on its way to people is waited for.</summary>
    public async Task StopAsync()
    {
        await _environment.RemovePluginAsync("OffTrac.Plugins.Scheduler");
        await _environment.WaitForUnloadAsync("offtrac.scheduler");
    }

    public async Task<PingReport> StatusAsync() => Assert.Single(
        await _environment.ExtensionPoint<IPingObserver>().AskAllAsync(0, static (observer, _, token) => observer.GetStatusAsync(token), CancellationToken.None)).Value;

    public async Task<DateTimeOffset?> NextDueAsync() => Assert.Single(
        await _environment.ExtensionPoint<IPingObserver>().AskAllAsync(0, static (observer, _, _) => new ValueTask<DateTimeOffset?>(observer.NextDue), CancellationToken.None)).Value;

    /// <summary>Lines of a job's history, oldest first: planned time, state, trigger, attempt, count.</summary>
    public Task<List<string>> HistoryAsync(string job) => QueryAsync(
        $"""SELECT slot, state, "trigger", attempt, "count" FROM offtrac_scheduler_run WHERE job = '{job}' ORDER BY started, slot, attempt, id""",
        static reader => string.Create(
            CultureInfo.InvariantCulture,
            $"{TracTime.FromMicroseconds(reader.GetInt64(0)):yyyy-MM-dd HH:mm:ss} {reader.GetString(1)} {reader.GetString(2)} {reader.GetInt32(3)}{(reader.GetInt32(4) > 1 ? $" ×{reader.GetInt32(4)}" : "")}"));

    public Task<List<DateTimeOffset>> SlotsAsync(string job) => QueryAsync(
        $"SELECT slot FROM offtrac_scheduler_run WHERE job = '{job}' AND state = 'ok' ORDER BY slot", static reader => TracTime.FromMicroseconds(reader.GetInt64(0)));

    /// <summary>As <c>scheduler pause --all</c> does.</summary>
    public async Task PauseAllAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_environment.Directory, "db", "trac.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO offtrac_scheduler_pause (name, reason, author, time) VALUES ('', 'a test', 'tester', 0)";
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _environment.DisposeAsync();

    private async Task<List<T>> QueryAsync<T>(string sql, Func<SqliteDataReader, T> read)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_environment.Directory, "db", "trac.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
