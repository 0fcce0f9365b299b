using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Wiki.Links;

public sealed class SqliteWikiLinksTests() : WikiLinksTests(TestEngine.Sqlite());
