using Dapper;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Queries;

/// <summary>The recorded environment with its tickets many times over.</summary>
internal sealed class QuerySite : IAsyncDisposable
{
    private const int Step = 1000;

    private readonly TemporaryDirectory _copy;
    private readonly PostgreSqlServer? _server;
    private readonly OffTracHost _host;

    private QuerySite(TemporaryDirectory copy, PostgreSqlServer? server, OffTracHost host) => (_copy, _server, _host) = (copy, server, host);

    public ITicketQueries Queries => _host.Environments.Served[0].Get<ITicketQueries>();

    public static async Task<QuerySite> OpenAsync(int tickets, bool onPostgreSql)
    {
        var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var server = onPostgreSql ? await PostgreSqlServer.StartNewAsync() : null;
        if (server is not null)
        {
            var ini = copy.Combine("conf", "trac.ini");
            var database = await server.LoadAsync("trac-1.6-postgres.sql.gz");
            await File.WriteAllTextAsync(ini, (await File.ReadAllTextAsync(ini)).Replace("sqlite:db/trac.db", database, StringComparison.Ordinal));
        }

        var host = await OffTracHost.StartAsync(
            new HostStartup { Mode = HostMode.Command, Environments = [copy.Path], CommandWords = [] }, CancellationToken.None);
        var site = new QuerySite(copy, server, host);
        await host.Environments.Served[0].Get<IDatabase>().WriteAsync(tickets, MultiplyAsync, null, CancellationToken.None);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _copy.Dispose();
    }

    private static async ValueTask<int> MultiplyAsync(IWriteScope scope, int tickets, CancellationToken cancellation)
    {
        var count = await scope.Connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM ticket", transaction: scope.Transaction);
        for (var copy = 1; copy * count < tickets; copy++)
        {
            await scope.Connection.ExecuteAsync(
                """
                INSERT INTO ticket (id, type, time, changetime, component, severity, priority, owner, reporter, cc, version, milestone, status,
                    resolution, summary, description, keywords)
                SELECT id + @step, type, time, changetime, component, severity, priority, owner, reporter, cc, version, milestone, status,
                    resolution, summary, description, keywords
                FROM ticket WHERE id < @limit
                """,
                new { step = copy * Step, limit = Step }, scope.Transaction);
            await scope.Connection.ExecuteAsync(
                "INSERT INTO ticket_custom (ticket, name, value) SELECT ticket + @step, name, value FROM ticket_custom WHERE ticket < @limit",
                new { step = copy * Step, limit = Step }, scope.Transaction);
        }

        return count;
    }
}
