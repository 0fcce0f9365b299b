using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Environments of Trac 1.0 and 1.2 are read and written in place, with their own columns and their own empty values.</summary>
public sealed class OlderEnvironmentTests
{
    [Theory]
    [InlineData("trac-1.0-sqlite", 29)]
    [InlineData("trac-1.2-sqlite", 41)]
    public async Task AnEmptiedField_IsStoredAsEmptyText(string fixture, int version)
    {
        await using var stores = Stores.Of(fixture, version);
        await stores.Tickets.ChangeAsync(
            new TicketUpdate { Id = 1, Author = "joe", Values = FieldValues.From([new("keywords", ""), new("depth", "")]) }, null, default);
        var now = TracTime.ToMicroseconds(stores.Time.Now);
        Assert.Equal("''", Assert.Single(await stores.RowsAsync("""SELECT "keywords" FROM "ticket" WHERE "id" = 1""")));
        Assert.Contains(
            $"{now}|'keywords'|'old'|''",
            await stores.RowsAsync("""SELECT "time", "field", "oldvalue", "newvalue" FROM "ticket_change" WHERE "ticket" = 1"""));
        Assert.Equal("''", Assert.Single(await stores.RowsAsync("""SELECT "value" FROM "ticket_custom" WHERE "ticket" = 1 AND "name" = 'depth'""")));
    }

    [Theory]
    [InlineData("trac-1.0-sqlite", 29, 0)]
    [InlineData("trac-1.2-sqlite", 41, 1)]
    public async Task ACustomFieldMadeAfterTheTicket_GetsItsDefault_WhereThatTracDoesSo(string fixture, int version, int rows)
    {
        await using var stores = Stores.Of(fixture, version);
        Assert.Equal("1", (await stores.Tickets.FindAsync(1, default))!.Values["tidal"]);
        await stores.Tickets.ChangeAsync(new TicketUpdate { Id = 1, Author = "joe", Comment = "x" }, null, default);
        Assert.Equal(rows, (await stores.RowsAsync("""SELECT 1 FROM "ticket_custom" WHERE "ticket" = 1 AND "name" = 'tidal'""")).Count);
        Assert.Empty(await stores.RowsAsync("""SELECT 1 FROM "ticket_change" WHERE "ticket" = 1 AND "field" = 'tidal'"""));
    }

    [Theory]
    [InlineData("trac-1.0-sqlite", 29)]
    [InlineData("trac-1.2-sqlite", 41)]
    public async Task PagesAndTickets_AreReadAndWritten_BesideTheColumnsThatLaterTracsDropped(string fixture, int version)
    {
        await using var stores = Stores.Of(fixture, version);
        foreach (var id in await stores.Tickets.ListAsync(default))
            Assert.NotNull(await stores.Tickets.FindAsync(id, default));
        var page = await stores.Wiki.SaveAsync(new WikiPageSave { Name = "Quay", Text = "new", Author = "joe" }, null, default);
        Assert.Equal("NULL", Assert.Single(await stores.RowsAsync("""SELECT "ipnr" FROM "wiki" WHERE "name" = 'Quay'""")));
        Assert.Equal(page, await stores.Wiki.FindAsync("Quay", null, default));
        foreach (var attachment in await stores.RowsAsync("""SELECT "type", "id" FROM "attachment" """))
        {
            var parts = attachment.Split('|').Select(part => part.Trim('\'')).ToArray();
            var list = await stores.Attachments.ListAsync(new Resource { Realm = parts[0], Id = parts[1] }, default);
            Assert.All(list, one => Assert.True(File.Exists(stores.Files.PathOf(parts[0], parts[1], one.FileName))));
        }
    }

    [Fact]
    public async Task In10_NewTicketsBeginAsNew_AndTheOwnerFollowsTheComponent()
    {
        await using var stores = Stores.Of("trac-1.0-sqlite", 29);
        await stores.Database.WriteAsync(0, static async (scope, _, cancellation) =>
        {
            await using var command = scope.Connection.CreateCommand();
            command.Transaction = scope.Transaction;
            command.CommandText = """UPDATE "component" SET "owner" = 'marit' WHERE "name" = 'crane'""";
            return await command.ExecuteNonQueryAsync(cancellation);
        }, null, default);
        var made = await stores.Editor.CreateAsync(
            new TicketRequest { User = "sam", Values = FieldValues.From([new("summary", "old"), new("component", "quay")]) }, null, default);
        Assert.Empty(made.Problems);
        Assert.Equal(("new", "joe"), (made.Ticket!.Status, made.Ticket.Owner));
        var moved = await stores.Tickets.ChangeAsync(
            new TicketUpdate { Id = made.Ticket.Id, Author = "sam", Values = FieldValues.Empty.With("component", "crane") }, null, default);
        Assert.Equal("marit", moved!.Ticket.Owner);
    }
}
