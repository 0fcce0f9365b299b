using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Scheduling;

/// <summary>A host with the scheduler and a fixture's jobs, in this process.</summary>
internal sealed class SchedulerSite : IAsyncDisposable
{
    private readonly TemporaryDirectory _root;
    private readonly PostgreSqlServer? _server;
    private readonly OffTracHost _host;

    private SchedulerSite(TemporaryDirectory root, PostgreSqlServer? server, OffTracHost host) => (_root, _server, _host) = (root, server, host);

    public EnvironmentHost Environment => _host.Environments.Served[0];

    /// <param name="database"><c>sqlite</c> or <c>postgresql</c>.</param>
    /// <param name="plugins">Plugins of the build to load beside the fixture.</param>
    /// <param name="ini">Sections <c>[scheduler]</c> and <c>[scheduledrows]</c>.</param>
    public static async Task<SchedulerSite> StartAsync(string database, IReadOnlyList<string> plugins, string ini)
    {
        var root = new TemporaryDirectory();
        var environment = root.Combine("site");
        FixtureFiles.Copy(FixtureFiles.PathOf("trac-1.6-sqlite"), environment);
        var server = database == "postgresql" ? await PostgreSqlServer.StartNewAsync() : null;
        if (server is not null)
        {
            var file = Path.Combine(environment, "conf", "trac.ini");
            var text = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(file, text.Replace("sqlite:db/trac.db", await server.LoadAsync("trac-1.6-postgres.sql.gz"), StringComparison.Ordinal));
        }

        var artifacts = Path.Combine(FixtureFiles.Repository, "artifacts");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        FixtureFiles.Copy(Path.Combine(artifacts, "fixtures", "plugins", configuration, "ScheduledRows"), root.Combine("plugins", "ScheduledRows"));
        foreach (var plugin in plugins)
            FixtureFiles.Copy(Path.Combine(artifacts, "bin", "OffTrac.Host", configuration, "plugins", plugin), root.Combine("plugins", plugin));
        var config = root.Combine("host.ini");
        await File.WriteAllTextAsync(
            config,
            $"""
            [host]
            environments = {environment}
            plugins = {root.Combine("plugins")}
            [components]
            offtrac.ping.* = enabled
            offtrac.scheduler.* = enabled
            fixture.scheduledrows.Plain = enabled
            {ini}
            """);
        var host = await OffTracHost.StartAsync(new HostStartup { Mode = HostMode.Serve, ConfigFile = config }, CancellationToken.None);
        return host.Environments.Served[0].Problem is { } problem ? throw new InvalidOperationException(problem) : new SchedulerSite(root, server, host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _root.Dispose();
    }
}
