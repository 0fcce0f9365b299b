using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Tickets;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlRecordedEditorTests(PostgreSqlFixture servers) : RecordedEditorTests(TestEngine.PostgreSql(servers));
