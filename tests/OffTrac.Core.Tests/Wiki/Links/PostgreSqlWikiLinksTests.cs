using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Wiki.Links;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlWikiLinksTests(PostgreSqlFixture servers) : WikiLinksTests(TestEngine.PostgreSql(servers));
