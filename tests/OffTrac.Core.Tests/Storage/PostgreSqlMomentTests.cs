namespace OffTrac.Core.Tests.Storage;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlMomentTests(PostgreSqlFixture servers) : MomentTests(TestEngine.PostgreSql(servers));
