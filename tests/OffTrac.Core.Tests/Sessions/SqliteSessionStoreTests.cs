using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Sessions;

public sealed class SqliteSessionStoreTests() : SessionStoreTests(TestEngine.Sqlite());
