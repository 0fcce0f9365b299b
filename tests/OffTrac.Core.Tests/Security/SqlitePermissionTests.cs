using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Security;

public sealed class SqlitePermissionTests() : PermissionTests(TestEngine.Sqlite());
