using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Tickets;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlTicketCommentEditorTests(PostgreSqlFixture servers) : TicketCommentEditorTests(TestEngine.PostgreSql(servers));
