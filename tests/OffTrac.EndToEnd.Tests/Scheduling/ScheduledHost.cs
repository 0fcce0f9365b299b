using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary>A host with the scheduler, the jobs that misbehave and those that leave rows, on SQLite.</summary>
internal sealed class ScheduledHost : IAsyncDisposable
{
    private readonly TemporaryDirectory _copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
    private HostProcess? _process;

    private ScheduledHost() => Tables = new SchedulerTables(() => new SqliteConnection($"Data Source={_copy.Combine("db", "trac.db")};Mode=ReadOnly;Pooling=False"));

    public string Directory => _copy.Path;

    public SchedulerTables Tables { get; }

    public HostProcess Process => _process ?? throw new InvalidOperationException("It is not started.");

    private string Ini => _copy.Combine("conf", "offtrac.ini");

    /// <param name="ini">Sections <c>[scheduler]</c> and those of the fixtures.</param>
    public static async Task<ScheduledHost> StartAsync(string ini)
    {
        var host = new ScheduledHost();
        PluginFixture.Install("ScheduledMisfits", host.Directory);
        PluginFixture.Install("ScheduledRows", host.Directory);
        await host.ConfigureAsync(ini);
        await host.ServeAsync();
        return host;
    }

    /// <summary>Writes the ini anew; a running host takes it up.</summary>
    public Task ConfigureAsync(string ini) => File.WriteAllTextAsync(
        Ini, $"[components]\nofftrac.ping.* = enabled\nofftrac.scheduler.* = enabled\n[ping]\nmin_interval = 0\n{ini}\n");

    /// <summary>Starts it, again after it was stopped. What it logs goes to a file: some jobs say very much.</summary>
    public async Task ServeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        var command = OffTracCommand.Start("serve", Directory, "--urls", "http://127.0.0.1:0");
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" 2>>\"$0\"", _copy.Combine("log", "host.log"), command.FileName, .. command.ArgumentList])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = await HostProcess.StartAsync(start);
    }

    /// <summary>The end of what it logged.</summary>
    public async Task<string> ReadLogAsync()
    {
        await using var file = new FileStream(_copy.Combine("log", "host.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(file.Length, 200_000), SeekOrigin.End);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    public Task<string> WaitForLogAsync(string text, int seconds = 60) => WaitAsync(
        ReadLogAsync, log => log.Contains(text, StringComparison.Ordinal), $"'{text}' in the log", seconds);

    /// <summary>Waits for ended runs of a job; lines about times that were left out don't count.</summary>
    public Task<List<HistoryLine>> WaitForRunsAsync(string job, int count = 1, int seconds = 60) => WaitAsync(
        async () => (await Tables.HistoryAsync()).FindAll(line => line.Job == job && line.State is not ("skipped" or "missed")), lines => lines.Count >= count, $"{count} runs of {job} in the history", seconds);

    public Task<List<WrittenRow>> WaitForRowsAsync(Func<List<WrittenRow>, bool> areThere, string what, int seconds = 60) =>
        WaitAsync(Tables.RowsAsync, areThere, what, seconds);

    /// <summary>Waits until <c>scheduler list</c> shows a job in a state.</summary>
    public Task<string> WaitForStateAsync(string job, string state, int seconds = 60) =>
        WaitAsync(() => StateAsync(job), now => now == state, $"{job} {state}", seconds);

    /// <summary>The state that <c>scheduler list</c> shows; empty for a job that is not there.</summary>
    public async Task<string> StateAsync(string job)
    {
        var jobs = await CommandAsync("scheduler", "list");
        return jobs.EnumerateArray().Where(row => row.GetProperty("name").GetString() == job).Select(static row => row.GetProperty("state").GetString()!).FirstOrDefault("");
    }

    /// <summary>Asks for a run as a person does.</summary>
    public Task RequestRunAsync(string job) => CommandAsync("scheduler", "run", job);

    public async Task<JsonElement> CommandAsync(params IEnumerable<string> words)
    {
        var outcome = await OffTracCommand.RunAsync(["--env", Directory, .. words, "--json"]);
        Assert.True(outcome.ExitCode == 0, $"{string.Join(' ', words)}: {outcome.ExitCode}\n{outcome.Error}\n{await ReadLogAsync()}");
        using var json = JsonDocument.Parse(string.IsNullOrWhiteSpace(outcome.Output) ? "null" : outcome.Output);
        return json.RootElement.Clone();
    }

    /// <summary>Health and ping are answered.</summary>
    public async Task AssertRespondsAsync()
    {
        Assert.False(Process.Process.HasExited, "The host ended.");
        using var health = await Process.Http.GetAsync("health").WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(health.IsSuccessStatusCode, $"{health.StatusCode}: {await health.Content.ReadAsStringAsync()}");
        using var ping = await Process.Http.PostAsync("ping", content: null).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(ping.IsSuccessStatusCode, $"{ping.StatusCode}: {await ping.Content.ReadAsStringAsync()}");
    }

    /// <summary>Files of a fixture that are mapped into the process, as the kernel sees it.</summary>
    public async Task<int> CountMappedAsync(string plugin) =>
        (await File.ReadAllLinesAsync($"/proc/{Process.Process.Id}/maps")).Count(line => line.EndsWith($"/{plugin}.dll", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _copy.Dispose();
    }

    private async Task<T> WaitAsync<T>(Func<Task<T>> get, Func<T, bool> isThere, string what, int seconds)
    {
        try
        {
            return await Eventually.GetAsync(get, isThere, what, seconds);
        }
        catch (TimeoutException exception)
        {
            var history = (await Tables.HistoryAsync()).TakeLast(30).Select(static line => $"{line.Job} {line.Slot} {line.Attempt} {line.Trigger} {line.State} {line.Summary}");
            throw new TimeoutException($"{exception.Message}\n{string.Join('\n', history)}\n{string.Join('\n', (await ReadLogAsync()).Split('\n').TakeLast(40))}", exception);
        }
    }
}
