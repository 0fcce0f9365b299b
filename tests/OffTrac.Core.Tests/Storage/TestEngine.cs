using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Storage;

/// <summary>Makes copies of the golden environment's database on one of the engines, for a test that runs on both.</summary>
public abstract class TestEngine : IDisposable
{
    public abstract DatabaseEngine Engine { get; }

    /// <summary>Directory of an environment's copy; its ini still names SQLite.</summary>
    public abstract string Directory { get; }

    /// <summary>What <c>[trac] database</c> says for a new copy of the golden data.</summary>
    public abstract Task<string> GoldenAsync();

    public async Task<Database> OpenGoldenAsync(DatabaseSettings? settings = null) =>
        Database.Open(ConnectionString.Parse(await GoldenAsync(), Directory), settings ?? new DatabaseSettings());

    public abstract void Dispose();

    public static TestEngine Sqlite() => new OnSqlite();

    public static TestEngine PostgreSql(PostgreSqlFixture servers) => new OnPostgreSql(servers);

    private sealed class OnSqlite : TestEngine
    {
        private readonly TemporaryDirectory _copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");

        public override DatabaseEngine Engine => DatabaseEngine.Sqlite;

        public override string Directory => _copy.Path;

        public override Task<string> GoldenAsync() => Task.FromResult("sqlite:db/trac.db");

        public override void Dispose() => _copy.Dispose();
    }

    private sealed class OnPostgreSql(PostgreSqlFixture servers) : TestEngine
    {
        private readonly TemporaryDirectory _copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");

        public override DatabaseEngine Engine => DatabaseEngine.PostgreSql;

        public override string Directory => _copy.Path;

        public override async Task<string> GoldenAsync() => await (await servers.ServerAsync()).LoadAsync("trac-1.6-postgres.sql.gz");

        public override void Dispose() => _copy.Dispose();
    }
}
