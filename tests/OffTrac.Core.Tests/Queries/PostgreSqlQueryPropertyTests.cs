using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Queries;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlQueryPropertyTests(PostgreSqlFixture servers) : QueryPropertyTests(TestEngine.PostgreSql(servers));
