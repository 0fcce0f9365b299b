using Npgsql;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary>Hosts on machines of their own, as far as files go, that share the database of one environment on PostgreSQL.</summary>
internal sealed class SchedulerCluster : IAsyncDisposable
{
    private readonly TemporaryDirectory _template;
    private readonly List<TemporaryDirectory> _directories = [];
    private readonly List<HostProcess> _hosts = [];

    private SchedulerCluster(PostgreSqlServer server, TemporaryDirectory template, string database)
    {
        (Server, _template) = (server, template);
        Tables = new SchedulerTables(() => new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={new Uri(database).AbsolutePath[1..]};Pooling=false"));
    }

    public PostgreSqlServer Server { get; }

    public SchedulerTables Tables { get; }

    public IReadOnlyList<HostProcess> Hosts => _hosts;

    /// <param name="ini">Sections <c>[scheduler]</c> and <c>[scheduledrows]</c>.</param>
    public static async Task<SchedulerCluster> CreateAsync(string ini)
    {
        var server = await PostgreSqlServer.StartNewAsync();
        var database = await server.LoadAsync("trac-1.6-postgres.sql.gz");
        var template = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var trac = template.Combine("conf", "trac.ini");
        var text = await File.ReadAllTextAsync(trac);
        await File.WriteAllTextAsync(trac, text.Replace("database = sqlite:db/trac.db", $"database = {database}", StringComparison.Ordinal));
        File.Delete(template.Combine("db", "trac.db"));
        PluginFixture.Install("ScheduledRows", template.Path);
        await File.WriteAllTextAsync(
            template.Combine("conf", "offtrac.ini"), $"[components]\nofftrac.ping.* = enabled\nofftrac.scheduler.* = enabled\n{ini}\n");
        return new SchedulerCluster(server, template, database);
    }

    /// <summary>Starts one more host.</summary>
    /// <param name="clock">By what its clock is off, such as <c>+60s</c>; null for not at all.</param>
    public async Task<HostProcess> ServeAsync(string? clock = null)
    {
        var directory = new TemporaryDirectory("site");
        _directories.Add(directory);
        foreach (var folder in Directory.EnumerateDirectories(_template.Path))
            FixtureFiles.Copy(folder, directory.Combine(Path.GetFileName(folder)));
        foreach (var file in Directory.EnumerateFiles(_template.Path))
            File.Copy(file, directory.Combine(Path.GetFileName(file)));
        var start = OffTracCommand.Start("serve", directory.Path, "--urls", "http://127.0.0.1:0");
        if (clock is not null)
            FakeTime.Set(start, clock);
        var host = await HostProcess.StartAsync(start);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Waits until the rows are as wanted.</summary>
    public Task<List<WrittenRow>> WaitForRowsAsync(Func<List<WrittenRow>, bool> areThere, string what, int seconds = 60) =>
        WaitAsync(Tables.RowsAsync, areThere, what, seconds);

    /// <summary>Waits until the history is as wanted.</summary>
    public Task<List<HistoryLine>> WaitForHistoryAsync(Func<List<HistoryLine>, bool> isThere, string what, int seconds = 60) =>
        WaitAsync(Tables.HistoryAsync, isThere, what, seconds);

    /// <summary>The end of what each host said, for the message of a failure.</summary>
    public string Logs() => string.Join(
        '\n', _hosts.Select(static host => $"--- process {host.Process.Id}\n{string.Join('\n', host.Output.Split('\n').TakeLast(40))}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        foreach (var directory in _directories)
            directory.Dispose();
        _template.Dispose();
        await Server.DisposeAsync();
    }

    private async Task<List<T>> WaitAsync<T>(Func<Task<List<T>>> get, Func<List<T>, bool> isThere, string what, int seconds)
    {
        try
        {
            return await Eventually.GetAsync(get, isThere, what, seconds);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{what} did not come about within {seconds} s:\n{string.Join('\n', (await get()).TakeLast(40))}\n{Logs()}", exception);
        }
    }
}
