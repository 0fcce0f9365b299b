using OffTrac.TestServers;

namespace OffTrac.Plugins.Maintenance.Tests;

/// <summary>One PostgreSQL server for all tests of the class, started by the first that needs it.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(PostgreSqlServer.StartNewAsync);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task<PostgreSqlServer> ServerAsync()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        return _server.Value;
    }

    public async Task DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
