using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>The recorded environment, or its variant with other settings and permissions, served from a fresh copy on either engine.</summary>
internal sealed class RecordedSite : IAsyncDisposable
{
    private readonly IAsyncDisposable? _server;
    private readonly TemporaryDirectory? _copy;
    private readonly TestEnvironment _environment;

    private RecordedSite(IAsyncDisposable? server, TemporaryDirectory? copy, TestEnvironment environment) =>
        (_server, _copy, _environment) = (server, copy, environment);

    public Uri Address => _environment.Http.BaseAddress!;

    public static async Task<RecordedSite> StartAsync(bool isPostgreSql, bool isVariant)
    {
        var server = isPostgreSql ? await PostgreSqlEnvironment.CreateAsync() : null;
        var copy = server is null ? FixtureFiles.CopyEnvironment("trac-1.6-sqlite") : null;
        var directory = server?.Directory ?? copy!.Path;
        if (isVariant)
            await ChangeAsync(directory, server);
        var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["OffTrac.Plugins.Rpc", "OffTrac.Plugins.Macros"],
            CopyOf = directory,
            Htpasswd = FixtureFiles.PathOf("auth", "htpasswd"),
            ServesHttp = true,
        });
        return new RecordedSite(server, copy, environment);
    }

    public async ValueTask DisposeAsync()
    {
        await _environment.DisposeAsync();
        _copy?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private static async Task ChangeAsync(string directory, PostgreSqlEnvironment? server)
    {
        var ini = await File.ReadAllTextAsync(FixtureFiles.PathOf("variant", "trac.ini"));
        if (server is not null)
            ini = ini.Replace("database = sqlite:db/trac.db", $"database = {server.Database}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(directory, "conf", "trac.ini"), ini);
        await using DbConnection connection = server is null
            ? new SqliteConnection($"Data Source={Path.Combine(directory, "db", "trac.db")};Pooling=false")
            : new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = await File.ReadAllTextAsync(FixtureFiles.PathOf("variant", "variant.sql"));
        await command.ExecuteNonQueryAsync();
    }
}
