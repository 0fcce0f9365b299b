using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Environments;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlEnvironmentTests(PostgreSqlFixture servers) : EnvironmentTests(TestEngine.PostgreSql(servers));
