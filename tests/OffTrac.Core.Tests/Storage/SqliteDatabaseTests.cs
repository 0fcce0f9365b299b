namespace OffTrac.Core.Tests.Storage;

public sealed class SqliteDatabaseTests() : DatabaseTests(TestEngine.Sqlite());
