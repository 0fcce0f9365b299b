using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Milestones;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlMilestoneStoreTests(PostgreSqlFixture servers) : MilestoneStoreTests(TestEngine.PostgreSql(servers));
