using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Deliveries;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlLargeBacklogTests(PostgreSqlFixture servers) : LargeBacklogTests(TestEngine.PostgreSql(servers));
