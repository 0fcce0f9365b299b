using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Deliveries.Watching;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlWatchTests(PostgreSqlFixture servers) : WatchTests(TestEngine.PostgreSql(servers))
{
    [SkippableFact]
    public Task An_open_transaction_of_ours_is_not_foreign() => LookAtOpenTransactionAsync();
}
