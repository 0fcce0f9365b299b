using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Tickets;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlTicketCommentTests(PostgreSqlFixture servers) : TicketCommentTests(TestEngine.PostgreSql(servers));
