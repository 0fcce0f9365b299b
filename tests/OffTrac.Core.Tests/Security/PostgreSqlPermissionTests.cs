using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Security;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlPermissionTests(PostgreSqlFixture servers) : PermissionTests(TestEngine.PostgreSql(servers));
