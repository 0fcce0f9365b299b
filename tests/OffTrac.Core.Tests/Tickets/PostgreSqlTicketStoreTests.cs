using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Tickets;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlTicketStoreTests(PostgreSqlFixture servers) : TicketStoreTests(TestEngine.PostgreSql(servers));
