using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Tickets;

public sealed class SqliteTicketStoreTests() : TicketStoreTests(TestEngine.Sqlite());
