using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Tickets;

public sealed class SqliteTicketCommentEditorTests() : TicketCommentEditorTests(TestEngine.Sqlite());
