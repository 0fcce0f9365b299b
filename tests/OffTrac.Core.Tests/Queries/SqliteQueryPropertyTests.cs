using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Queries;

public sealed class SqliteQueryPropertyTests() : QueryPropertyTests(TestEngine.Sqlite());
