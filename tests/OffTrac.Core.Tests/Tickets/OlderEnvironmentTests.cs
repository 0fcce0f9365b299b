using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
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

    [Theory]
    [InlineData("trac-1.0-sqlite", 29)]
    [InlineData("trac-1.2-sqlite", 41)]
    public async Task AttachmentsMilestonesAndLists_AreWritten_BesideTheColumnsThatDiffer(string fixture, int version)
    {
        await using var stores = Stores.Of(fixture, version);
        var milestone = await stores.Milestones.CreateAsync(new NewMilestone { Milestone = new Milestone { Name = "Dock" } }, null, default);
        await stores.Attachments.AddAsync(
            new NewAttachment { Parent = milestone.Resource, FileName = "a.txt" }, new MemoryStream([1, 2]), null, default);
        Assert.Equal(
            "'milestone'|'Dock'|2|NULL",
            Assert.Single(await stores.RowsAsync("""SELECT "type", "id", "size", "ipnr" FROM "attachment" WHERE "filename" = 'a.txt'""")));
        await stores.Tickets.ChangeAsync(
            new TicketUpdate { Id = 1, Author = "joe", Values = FieldValues.Empty.With("milestone", "Dock") }, null, default);
        await stores.Milestones.UpdateAsync(
            new MilestoneUpdate { Name = "Dock", Milestone = milestone with { Name = "Pier" }, Author = "joe" }, null, default);
        Assert.Equal("Pier", (await stores.Tickets.FindAsync(1, default))!.Values["milestone"]);
        var moved = Assert.Single(await stores.Attachments.ListAsync(new Milestone { Name = "Pier" }.Resource, default));
        await using (var content = await stores.Attachments.OpenAsync(moved, default))
            Assert.Equal(2, content.Length);

        var values = await stores.Enums.ListAsync(TicketEnumKind.Priority, default);
        var added = await stores.Enums.CreateAsync(
            TicketEnumKind.Priority, new TicketEnumValue { Name = "tidal", Description = "has no column" }, null, default);
        Assert.Equal(values[^1].Value + 1, added.Value);
        await stores.Enums.MoveAsync(TicketEnumKind.Priority, "tidal", isUp: true, null, default);
        await stores.Enums.UpdateAsync(TicketEnumKind.Priority, "tidal", added with { Name = "ebb", Value = values[^1].Value }, null, default);
        Assert.Equal(["ebb", values[^1].Name], (await stores.Enums.ListAsync(TicketEnumKind.Priority, default)).TakeLast(2).Select(value => value.Name));
        await stores.Enums.DeleteAsync(TicketEnumKind.Priority, "ebb", null, default);
        Assert.Equal(values.Select(value => (value.Name, value.Value)), (await stores.Enums.ListAsync(TicketEnumKind.Priority, default)).Select(value => (value.Name, value.Value)));
        var page = (await stores.Wiki.ListLatestAsync(default))[0];
        await stores.Wiki.RenameAsync(new WikiPageRename { Name = page.Name, NewName = "Elsewhere" }, null, default);
        Assert.Equal(page.Version, (await stores.Wiki.FindAsync("Elsewhere", null, default))!.Version);
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
