using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Attachments;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlAttachmentStoreTests(PostgreSqlFixture servers) : AttachmentStoreTests(TestEngine.PostgreSql(servers));
