using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using OffTrac.Host.Hosting;
using OffTrac.Host.Web;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Rpc;

/// <summary>The recorded environment with 20,000 tickets, served over HTTP with the RPC plugin.</summary>
internal sealed class RpcSite : IAsyncDisposable
{
    public const int Tickets = 20_000;

    private readonly TemporaryDirectory _copy;
    private readonly PostgreSqlServer? _server;
    private readonly OffTracHost _host;
    private readonly WebServer _web;

    private RpcSite(TemporaryDirectory copy, PostgreSqlServer? server, Func<DbConnection> connect, OffTracHost host, WebServer web) =>
        (_copy, _server, Connect, _host, _web) = (copy, server, connect, host, web);

    public Uri Address => new(_web.Urls[0]);

    /// <summary>A new connection to the same database, pooled.</summary>
    public Func<DbConnection> Connect { get; }

    public static async Task<RpcSite> StartAsync(string database)
    {
        var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var server = database == "postgresql" ? await PostgreSqlServer.StartNewAsync() : null;
        Func<DbConnection> connect = () => new SqliteConnection($"Data Source={copy.Combine("db", "trac.db")}");
        if (server is not null)
        {
            var address = await server.LoadAsync("trac-1.6-postgres.sql.gz");
            var ini = copy.Combine("conf", "trac.ini");
            await File.WriteAllTextAsync(ini, (await File.ReadAllTextAsync(ini)).Replace("sqlite:db/trac.db", address, StringComparison.Ordinal));
            var uri = new Uri(address);
            connect = () => new NpgsqlConnection($"Host={uri.Host};Port={uri.Port};Username={uri.UserInfo};Database={uri.AbsolutePath[1..]}");
        }

        await FillAsync(connect);
        var config = copy.Combine("host.ini");
        await File.WriteAllTextAsync(config, $"[host]\nenvironments = {copy.Path}\nplugins = {Plugins}\n");
        var host = await OffTracHost.StartAsync(new HostStartup { Mode = HostMode.Serve, ConfigFile = config }, CancellationToken.None);
        var web = await WebServer.StartAsync(
            host, new WebOptions { Urls = ["http://127.0.0.1:0"], HtpasswdFile = FixtureFiles.PathOf("auth", "htpasswd") }, CancellationToken.None);
        return new RpcSite(copy, server, connect, host, web);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        await _host.DisposeAsync();
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
            await _server.DisposeAsync();
        _copy.Dispose();
    }

    private static string Plugins => Path.Combine(
        FixtureFiles.Repository, "artifacts", "bin", "OffTrac.Host", new DirectoryInfo(AppContext.BaseDirectory).Name, "plugins");

    private static async Task FillAsync(Func<DbConnection> connect)
    {
        await using var connection = connect();
        await connection.OpenAsync();
        await connection.ExecuteAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < {999 + Tickets})
            INSERT INTO ticket (id, type, time, changetime, component, severity, priority, owner, reporter, status, summary, description)
            SELECT i, 'defect', 1600000000000000 + CAST(i AS bigint) * 1000000, 1600000000000000 + CAST(i AS bigint) * 1000000,
                CASE i % 7 WHEN 0 THEN 'legacy' ELSE 'web ui' END, 'normal', 'major', 'joe', 'sam', 'new', 'Ticket number ' || i, 'Written to be found.' FROM n
            """);
        await connection.ExecuteAsync(
            "INSERT INTO ticket_custom (ticket, name, value) SELECT id, 'customer', 'North Pier Ltd' FROM ticket WHERE id >= 1000");
    }
}
