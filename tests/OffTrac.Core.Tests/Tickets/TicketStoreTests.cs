using System.Text.Json;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage.Caching;
using OffTrac.Core.Tests.Deliveries;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>What the ticket store leaves in the rows and tells, on both engines.</summary>
public abstract class TicketStoreTests(TestEngine engine) : IDisposable
{
    private const string Changes =
        """SELECT "time", "author", "field", "oldvalue", "newvalue" FROM "ticket_change" WHERE "ticket" = """;

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableTheory]
    [InlineData("trac-1.6.json")]
    [InlineData("trac-1.6-domain.json")]
    public async Task AWholeSequence_LeavesTheRowsThatTracLeft(string file)
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await new RecordedSequence(file).PlayAsync(stores);
    }

    [SkippableFact]
    public async Task ManySequences_OfPeopleAndPrograms_LeaveTheRowsThatTracLeft()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        using var recorded = JsonDocument.Parse(await File.ReadAllBytesAsync(FixtureFiles.PathOf("rows", "trac-1.6-sequences.json")));
        Assert.Equal(66, recorded.RootElement.GetArrayLength());
        foreach (var sequence in recorded.RootElement.EnumerateArray())
            await new RecordedSequence(sequence).PlayAmongOthersAsync(stores);
    }

    [SkippableFact]
    public async Task ADurableListener_IsToldOfAllThatATracTells_InOrderForEachResource()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var listener = new EveryEventListener();
        var world = new DeliveryWorld(stores.Database);
        world.Enable(("test.Listener", listener, Delivery.Durable));
        stores.Recorder.Next = world.Recorder;
        var sequence = new RecordedSequence("trac-1.6-domain.json");
        await sequence.PlayAsync(stores);
        var recorded = sequence.Calls.ToList();
        await world.DispatchUntilAsync(() => listener.Heard.Count >= recorded.Count);

        Assert.Equal(recorded.Order(StringComparer.Ordinal), listener.Heard.Select(RecordedCall.Of).Order(StringComparer.Ordinal));
        foreach (var ofResource in listener.Heard.GroupBy(change => EventKinds.Of(change).ResourceOf(change)))
            Assert.Equal(ofResource.OrderBy(change => change.Number), ofResource);
    }

    [SkippableFact]
    public async Task Find_GivesEveryColumnAndCustomRow_OfEveryTicket()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var fields = await stores.Fields.GetFieldsAsync(default);
        var ids = await stores.Tickets.ListAsync(default);
        Assert.Equal(125, ids.Count);
        var columns = fields.Where(field => !field.IsCustom && field.Type != TicketFieldType.Time).Select(field => field.Name).ToList();
        var rows = await stores.RowsAsync(
            $"""SELECT "id", "time", "changetime", {string.Join(", ", columns.Select(name => $"\"{name}\""))} FROM "ticket" ORDER BY "id" """);
        var custom = await stores.RowsAsync("""SELECT "ticket", "name", "value" FROM "ticket_custom" """);
        foreach (var (id, row) in ids.Zip(rows))
        {
            var ticket = (await stores.Tickets.FindAsync(id, default))!;
            var times = $"{id}|{TracTime.ToMicroseconds(ticket.Created)}|{TracTime.ToMicroseconds(ticket.Changed)}";
            Assert.Equal(row, string.Join('|', [times, .. columns.Select(name => Quoted(ticket.Values[name]))]));
            foreach (var field in fields.Where(field => field.IsCustom))
            {
                var start = $"{id}|'{field.Name}'|";
                var stored = custom.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
                Assert.Equal(stored ?? start + Quoted(field.Default), start + Quoted(ticket.Values[field.Name]));
            }
        }

        static string Quoted(string? value) => value is null ? "NULL" : $"'{value}'";
    }

    [SkippableFact]
    public async Task Get_KeepsTheOrderAskedFor_AndLeavesOutWhatDoesNotExist()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var tickets = await stores.Tickets.GetAsync([7, 13, 1, 99999, 7, 2], default);
        Assert.Equal([7, 1, 7, 2], tickets.Select(ticket => ticket.Id));
        Assert.Equal(await stores.Tickets.FindAsync(1, default), tickets[1]);
        Assert.Empty(await stores.Tickets.GetAsync([], default));
    }

    [SkippableFact]
    public async Task Create_StoresDefaultsNullsAndCustomRows_AndTellsOfIt()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var ticket = await stores.Tickets.CreateAsync(
            new NewTicket
            {
                Values = FieldValues.From(
                [
                    new("summary", "  A pump leaks\t"), new("description", " kept \r\n"), new("reporter", "sam"), new("status", "new"),
                    new("cc", "joe; nils,,joe  marit"), new("keywords", ""), new("due_date", "2026-03-04"), new("customer", ""),
                ]),
                Origin = ChangeOrigin.Command,
            },
            null,
            default);
        var now = TracTime.ToMicroseconds(stores.Time.Now);
        Assert.Equal(
            [$"{now}|{now}|'defect'|'major'|'< default >'|'sam'|'joe, nils, marit'|'new'|NULL|'A pump leaks'|' kept \r\n'|NULL|NULL"],
            await stores.RowsAsync(
                $"""
                SELECT "time", "changetime", "type", "priority", "owner", "reporter", "cc", "status", "resolution", "summary",
                "description", "keywords", "severity" FROM "ticket" WHERE "id" = {ticket.Id}
                """));
        Assert.Equal(
            ["'blocking'|'0'", "'customer'|NULL", "'due_date'|'001772582400000000'", "'effort'|'M'", "'needs_docs'|'1'", "'risk'|'low'"],
            await stores.RowsAsync($"""SELECT "name", "value" FROM "ticket_custom" WHERE "ticket" = {ticket.Id} ORDER BY "name" """));
        Assert.Empty(await stores.Tickets.GetChangesAsync(ticket.Id, default));
        var told = stores.Recorder.Single<TicketCreated>();
        Assert.Equal(("sam", stores.Time.Now, ChangeOrigin.Command), (told.Author, told.Time, told.Origin));
        Assert.Equal(ticket, told.Ticket);
        Assert.Equal(ticket, await stores.Tickets.FindAsync(ticket.Id, default));
    }

    [SkippableFact]
    public async Task Change_WritesOneRowAFieldAndTheNumberedComment_AndTellsTheOldValues()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var before = (await stores.Tickets.FindAsync(127, default))!;
        var changed = await stores.Tickets.ChangeAsync(
            new TicketUpdate
            {
                Id = 127,
                Author = "nils",
                Comment = "See there.",
                ReplyTo = "description",
                Values = FieldValues.From([new("priority", "minor"), new("summary", before.Summary + "  "), new("customer", "ACME")]),
                BasedOn = before.Changed,
            },
            null,
            default);
        Assert.NotNull(changed);
        var now = TracTime.ToMicroseconds(stores.Time.Now);
        var number = changed.CommentNumber;
        Assert.Contains($"{now}|'nils'|'comment'|'description.{number}'|'See there.'", await stores.RowsAsync(Changes + 127));
        Assert.Contains($"{now}|'nils'|'priority'|'{before.Values["priority"]}'|'minor'", await stores.RowsAsync(Changes + 127));
        Assert.Equal(["priority", "customer"], changed.OldValues.Names.Where(name => name is "priority" or "customer" or "summary"));
        Assert.Equal(before.Values["priority"], changed.OldValues["priority"]);
        Assert.Equal(("description", "nils", stores.Time.Now), (changed.ReplyTo, changed.Author, changed.Time));
        Assert.Equal(stores.Time.Now, changed.Ticket.Changed);
        Assert.Equal("minor", changed.Ticket.Values["priority"]);
        Assert.Equal(changed, stores.Recorder.Single<TicketChanged>());
        Assert.Equal(changed.Ticket, await stores.Tickets.FindAsync(127, default));
    }

    [SkippableFact]
    public async Task Change_BasedOnAnOlderTicket_WritesNothing()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var ticket = (await stores.Tickets.FindAsync(2, default))!;
        var rows = await stores.RowsAsync(Changes + 2);
        var update = new TicketUpdate { Id = 2, Author = "joe", Comment = "late", BasedOn = ticket.Changed.AddMicroseconds(-1) };
        var collision = await Assert.ThrowsAsync<TicketCollisionException>(() => stores.Tickets.ChangeAsync(update, null, default).AsTask());
        Assert.Equal(2, collision.Id);
        Assert.Equal(rows, await stores.RowsAsync(Changes + 2));
        Assert.Empty(stores.Recorder.Committed);
    }

    [SkippableFact]
    public async Task Change_OfATicketThatDoesNotExist_OrOfAFieldThatDoesNot_IsRefused()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => stores.Tickets.ChangeAsync(new TicketUpdate { Id = 13, Author = "joe", Comment = "x" }, null, default).AsTask());
        var update = new TicketUpdate { Id = 2, Author = "joe", Values = FieldValues.Empty.With("nonsense", "1") };
        var refused = await Assert.ThrowsAsync<TracException>(() => stores.Tickets.ChangeAsync(update, null, default).AsTask());
        Assert.Contains("'nonsense'", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Change_AtATimeThatIsTaken_MovesToTheNextFreeMicrosecond()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var times = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            var changed = await stores.Tickets.ChangeAsync(new TicketUpdate { Id = 2, Author = "joe", Comment = "same moment" }, null, default);
            times.Add(TracTime.ToMicroseconds(changed!.Time));
        }

        var now = TracTime.ToMicroseconds(stores.Time.Now);
        Assert.Equal([now, now + 1, now + 2], times);
    }

    [SkippableFact]
    public async Task ManyWritersOfOneTicket_EachGetANumberAndATimeOfTheirOwn()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var before = (await stores.Tickets.GetChangesAsync(5, default)).Count(change => change.Field == "comment");
        var changes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => stores.Tickets.ChangeAsync(
            new TicketUpdate { Id = 5, Author = $"writer{i}", Comment = $"{i}" }, null, default).AsTask())));
        Assert.Equal(Enumerable.Range(before + 1, 12), changes.Select(change => change!.CommentNumber).Order());
        Assert.Equal(12, changes.Select(change => change!.Time).Distinct().Count());
        Assert.Equal(12, stores.Recorder.Committed.Count);
    }

    [SkippableFact]
    public async Task OfTwoWritersBasedOnTheSameTicket_OneWins()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var based = (await stores.Tickets.FindAsync(5, default))!.Changed;
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            try
            {
                await stores.Tickets.ChangeAsync(
                    new TicketUpdate { Id = 5, Author = "joe", Comment = $"{i}", BasedOn = based }, null, default);
                return true;
            }
            catch (TicketCollisionException)
            {
                return false;
            }
        })));
        Assert.Single(results, won => won);
    }

    [SkippableFact]
    public async Task Delete_RemovesRowsAndFiles_ButOnlyWhenTheOuterScopeCommits()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var attachments = await stores.Attachments.ListAsync(Resource.Ticket(20), default);
        var folder = stores.Files.FolderOf("ticket", "20");
        Assert.All(attachments, attachment => Assert.True(File.Exists(stores.Files.PathOf("ticket", "20", attachment.FileName))));
        await using (var scope = await stores.Database.BeginWriteAsync(default))
            await stores.Tickets.DeleteAsync(new TicketDeletion { Id = 20, Author = "admin" }, scope, default);
        Assert.NotNull(await stores.Tickets.FindAsync(20, default));
        Assert.True(Directory.Exists(folder));
        Assert.Empty(stores.Recorder.Committed);

        await using (var scope = await stores.Database.BeginWriteAsync(default))
        {
            await stores.Tickets.DeleteAsync(new TicketDeletion { Id = 20, Author = "admin" }, scope, default);
            Assert.True(Directory.Exists(folder));
            await scope.CommitAsync(default);
        }

        Assert.Null(await stores.Tickets.FindAsync(20, default));
        Assert.False(Directory.Exists(folder));
        Assert.Empty(await stores.Tickets.GetChangesAsync(20, default));
        var told = Assert.Single(stores.Recorder.Committed.OfType<TicketDeleted>());
        Assert.Equal((20, "admin"), (told.Ticket.Id, told.Author));
    }

    [SkippableFact]
    public async Task Fields_FollowEnumsThatAnotherProcessChanges_AndTheIni()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        Assert.Contains(await stores.Fields.GetFieldsAsync(default), field => field.Name == "severity");
        await stores.RowsAsync("""SELECT 1""");
        await stores.Database.WriteAsync(0, static async (scope, _, cancellation) =>
        {
            await using var command = scope.Connection.CreateCommand();
            command.Transaction = scope.Transaction;
            command.CommandText = """DELETE FROM "enum" WHERE "type" = 'severity'""";
            await command.ExecuteNonQueryAsync(cancellation);
            await CacheGenerations.BumpAsync("trac.ticket.api.TicketSystem.fields", scope, cancellation);
            return 0;
        }, null, default);
        Assert.DoesNotContain(await stores.Fields.GetFieldsAsync(default), field => field.Name == "severity");
        stores.Ini["ticket-custom", "berth"] = "text";
        Assert.Contains(await stores.Fields.GetFieldsAsync(default), field => field is { Name: "berth", Label: "Berth", IsCustom: true });
    }
}
