using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Queries;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlQueryTests(PostgreSqlFixture servers) : QueryTests(TestEngine.PostgreSql(servers));
