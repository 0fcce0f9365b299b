using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Attachments;

public sealed class SqliteAttachmentStoreTests() : AttachmentStoreTests(TestEngine.Sqlite());
