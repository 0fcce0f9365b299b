using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Sessions;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlSessionStoreTests(PostgreSqlFixture servers) : SessionStoreTests(TestEngine.PostgreSql(servers));
