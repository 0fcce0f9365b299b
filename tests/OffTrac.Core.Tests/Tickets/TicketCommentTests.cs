using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Comments that are found, edited and taken back, on both engines.</summary>
public abstract class TicketCommentTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task EveryChange_IsFoundByItsNumber()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var found = 0;
        foreach (var id in await stores.Tickets.ListAsync(default))
        {
            foreach (var change in (await stores.Tickets.GetChangesAsync(id, default)).GroupBy(row => row.Time))
            {
                if (change.Select(row => row.CommentNumber).FirstOrDefault(number => number is not null) is not { } number)
                    continue;
                Assert.Equal(change, await stores.Tickets.FindChangeAsync(id, number, default));
                found++;
            }

            Assert.Empty(await stores.Tickets.FindChangeAsync(id, 9999, default));
        }

        Assert.True(found > 100);
    }

    [SkippableFact]
    public async Task ChangesWithoutNumbers_AreCounted()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await ExecuteAsync(stores, """
            DELETE FROM "ticket_change" WHERE "ticket" = 2;
            INSERT INTO "ticket_change" ("ticket", "time", "author", "field", "oldvalue", "newvalue") VALUES
            (2, 1000, 'joe', 'keywords', 'a', 'b'), (2, 2000, 'sam', 'comment', '', 'old'), (2, 3000, 'zoe', 'comment', '1.7', 'new'),
            (2, 4000, 'aiko', 'cc', '', 'x')
            """);
        Assert.Equal([1000, 2000, 3000, 4000], [await TimeAsync(stores, 1), await TimeAsync(stores, 2), await TimeAsync(stores, 7), await TimeAsync(stores, 8)]);
        Assert.Null(await TimeAsync(stores, 3));

        // The first has no comment: it gets one, by who made the change.
        var edit = new TicketCommentEdit { Id = 2, ChangeTime = TracTime.FromMicroseconds(1000), Author = "zoe", Comment = "late" };
        var modified = await stores.Tickets.ModifyCommentAsync(edit, null, default);
        Assert.Equal(("joe", "", "late", null), (modified!.ChangeAuthor, modified.OldComment, modified.Comment, modified.CommentNumber));
        var now = TracTime.ToMicroseconds(stores.Time.Now);
        Assert.Equal(
            [$"'zoe'|'_comment0'|''|'{now}'", "'joe'|'comment'|''|'late'", "'joe'|'keywords'|'a'|'b'"],
            await stores.RowsAsync("""
                SELECT "author", "field", "oldvalue", "newvalue" FROM "ticket_change" WHERE "ticket" = 2 AND "time" = 1000 ORDER BY "field"
                """));
        Assert.Equal(
            [(0, "joe", ""), (1, "zoe", "late")],
            (await stores.Tickets.GetCommentHistoryAsync(2, edit.ChangeTime, default)).Select(version => (version.Number, version.Author, version.Text)));
    }

    [SkippableFact]
    public async Task AnEdit_ThatChangesNothing_WritesNothing()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var change = await stores.Tickets.FindChangeAsync(4, 1, default);
        var edit = new TicketCommentEdit
        {
            Id = 4, ChangeTime = change[0].Time, Author = "joe", Comment = change.Single(row => row.Field == "comment").NewValue,
        };
        Assert.Null(await stores.Tickets.ModifyCommentAsync(edit, null, default));
        Assert.Empty(stores.Recorder.Committed);
        Assert.Equal(change, await stores.Tickets.FindChangeAsync(4, 1, default));
    }

    [SkippableFact]
    public async Task WhatDoesNotExist_IsNeitherEditedNorDeleted()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var time = TracTime.FromMicroseconds(5);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            async () => await stores.Tickets.ModifyCommentAsync(new TicketCommentEdit { Id = 4, ChangeTime = time, Comment = "x" }, null, default));
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            async () => await stores.Tickets.DeleteChangeAsync(new TicketChangeDeletion { Id = 99999, ChangeTime = time }, null, default));
        var failure = await Assert.ThrowsAsync<ResourceNotFoundException>(
            async () => await stores.Tickets.DeleteChangeAsync(new TicketChangeDeletion { Id = 4, ChangeTime = time }, null, default));
        Assert.Equal("Ticket 4 has no change at 1970-01-01T00:00:00.000005Z.", failure.Message);
        Assert.Empty(await stores.Tickets.GetCommentHistoryAsync(4, time, default));
        Assert.Empty(stores.Recorder.Committed);
    }

    [SkippableFact]
    public async Task EditorsOfOneComment_LeaveAVersionEach()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var time = (await stores.Tickets.FindChangeAsync(4, 1, default))[0].Time;
        await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() => stores.Tickets.ModifyCommentAsync(
            new TicketCommentEdit { Id = 4, ChangeTime = time, Author = $"editor {number}", Comment = $"text {number}" }, null, default).AsTask())));
        var history = await stores.Tickets.GetCommentHistoryAsync(4, time, default);
        Assert.Equal(Enumerable.Range(0, 9), history.Select(version => version.Number));
        Assert.Equal(
            Enumerable.Range(1, 8).Select(number => ($"editor {number}", $"text {number}")),
            history.Skip(1).Select(version => (version.Author!, version.Text)).Order());
    }

    private static async Task<long?> TimeAsync(Stores stores, int number) =>
        (await stores.Tickets.FindChangeAsync(2, number, default)) is [var first, ..] ? TracTime.ToMicroseconds(first.Time) : null;

    private static async Task ExecuteAsync(Stores stores, string sql) => await stores.Database.WriteAsync(
        sql,
        static async (scope, sql, cancellation) =>
        {
            await using var command = scope.Connection.CreateCommand();
            command.Transaction = scope.Transaction;
            command.CommandText = sql;
            return await command.ExecuteNonQueryAsync(cancellation);
        },
        null,
        default);
}
