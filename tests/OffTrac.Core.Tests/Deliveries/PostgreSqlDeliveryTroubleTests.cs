using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Deliveries;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlDeliveryTroubleTests(PostgreSqlFixture servers) : DeliveryTroubleTests(TestEngine.PostgreSql(servers))
{
    [SkippableFact]
    public Task A_number_that_is_committed_after_a_higher_one_is_told() => TellLateNumberAsync();

    [SkippableFact]
    public Task What_is_committed_late_is_told_before_what_came_after_it() => TellLateBeforeNextAsync();
}
