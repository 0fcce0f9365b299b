using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Wiki;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlWikiStoreTests(PostgreSqlFixture servers) : WikiStoreTests(TestEngine.PostgreSql(servers));
