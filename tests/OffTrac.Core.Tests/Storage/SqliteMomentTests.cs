namespace OffTrac.Core.Tests.Storage;

public sealed class SqliteMomentTests() : MomentTests(TestEngine.Sqlite());
