using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Notifications;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlRecordedMailTests(PostgreSqlFixture servers) : RecordedMailTests(TestEngine.PostgreSql(servers));
