using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Environments;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlUpgradeTests(PostgreSqlFixture servers) : UpgradeTests(TestEngine.PostgreSql(servers));
