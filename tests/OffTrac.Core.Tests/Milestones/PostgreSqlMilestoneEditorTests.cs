using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Milestones;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlMilestoneEditorTests(PostgreSqlFixture servers) : MilestoneEditorTests(TestEngine.PostgreSql(servers));
