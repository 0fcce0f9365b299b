namespace OffTrac.TestServers;

/// <summary>The recorded environment with its data in a PostgreSQL server of its own.</summary>
public sealed class PostgreSqlEnvironment : IAsyncDisposable
{
    private readonly TemporaryDirectory _copy;
    private readonly PostgreSqlServer _server;

    private PostgreSqlEnvironment(TemporaryDirectory copy, PostgreSqlServer server, string database) =>
        (_copy, _server, Database) = (copy, server, database);

    public string Directory => _copy.Path;

    /// <summary>As in <c>[trac] database</c>.</summary>
    public string Database { get; }

    /// <summary>As Npgsql wants it.</summary>
    public string ConnectionString
    {
        get
        {
            var uri = new Uri(Database);
            return $"Host={uri.Host};Port={uri.Port};Username={uri.UserInfo};Database={uri.AbsolutePath[1..]};Pooling=false";
        }
    }

    public static async Task<PostgreSqlEnvironment> CreateAsync()
    {
        var server = await PostgreSqlServer.StartNewAsync();
        var database = await server.LoadAsync("trac-1.6-postgres.sql.gz");
        var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var ini = Path.Combine(copy.Path, "conf", "trac.ini");
        var text = await File.ReadAllTextAsync(ini);
        await File.WriteAllTextAsync(ini, text.Replace("database = sqlite:db/trac.db", $"database = {database}", StringComparison.Ordinal));
        File.Delete(Path.Combine(copy.Path, "db", "trac.db"));
        return new PostgreSqlEnvironment(copy, server, database);
    }

    public async ValueTask DisposeAsync()
    {
        _copy.Dispose();
        await _server.DisposeAsync();
    }
}
