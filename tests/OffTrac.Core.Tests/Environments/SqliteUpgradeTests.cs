using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Environments;

public sealed class SqliteUpgradeTests() : UpgradeTests(TestEngine.Sqlite());
