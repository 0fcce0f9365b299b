using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Tickets;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlTicketHistoryTests(PostgreSqlFixture servers) : TicketHistoryTests(TestEngine.PostgreSql(servers));
