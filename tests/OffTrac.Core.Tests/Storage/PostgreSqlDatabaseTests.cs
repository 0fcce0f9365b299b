namespace OffTrac.Core.Tests.Storage;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlDatabaseTests(PostgreSqlFixture servers) : DatabaseTests(TestEngine.PostgreSql(servers));
