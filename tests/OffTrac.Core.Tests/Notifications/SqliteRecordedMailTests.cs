using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Notifications;

public sealed class SqliteRecordedMailTests() : RecordedMailTests(TestEngine.Sqlite());
