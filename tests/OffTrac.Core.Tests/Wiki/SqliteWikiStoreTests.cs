using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Wiki;

public sealed class SqliteWikiStoreTests() : WikiStoreTests(TestEngine.Sqlite());
