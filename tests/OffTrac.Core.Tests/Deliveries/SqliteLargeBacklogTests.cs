using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Deliveries;

public sealed class SqliteLargeBacklogTests() : LargeBacklogTests(TestEngine.Sqlite());
