using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Deliveries.Watching;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlWatchTests(PostgreSqlFixture servers) : WatchTests(TestEngine.PostgreSql(servers));
