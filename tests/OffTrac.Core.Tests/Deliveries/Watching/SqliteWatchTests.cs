using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Deliveries.Watching;

public sealed class SqliteWatchTests() : WatchTests(TestEngine.Sqlite());
