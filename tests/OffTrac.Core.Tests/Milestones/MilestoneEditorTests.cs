using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Milestones;

/// <summary>People's changes of milestones, on both engines; the rows that they leave are compared with Trac's elsewhere.</summary>
public abstract class MilestoneEditorTests(TestEngine engine) : IDisposable
{
    private const string Closed = "Open tickets retargeted after milestone closed";

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task WhatOneMayNotSee_IsNeitherChangedNorDeleted_EvenWithTheRightTo()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        stores.Permissions.Deny("joe", "MILESTONE_VIEW");
        foreach (var request in (MilestoneRequest[])[Rename("Hull", "Body"), Rename("Nowhere", "Body")])
        {
            var denied = await Assert.ThrowsAsync<PermissionException>(() => stores.MilestoneEditor.UpdateAsync(request with { User = "joe" }, null, default).AsTask());
            Assert.Equal("MILESTONE_VIEW", denied.Action);
            await Assert.ThrowsAsync<PermissionException>(() => stores.MilestoneEditor.DeleteAsync(request with { User = "joe" }, null, default).AsTask());
        }

        Assert.Empty((await stores.MilestoneEditor.UpdateAsync(Rename("Hull", "Body") with { User = "joe", Steps = EditSteps.None }, null, default)).Problems);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => stores.MilestoneEditor.UpdateAsync(Rename("Nowhere", "Elsewhere"), null, default).AsTask());
    }

    [SkippableFact]
    public async Task ClosingWithATargetThatIsNotThere_ChangesNothingAtAll()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var before = await SnapshotAsync(stores);
        var request = Close(stores, "Rigging") with { RetargetTo = "Nowhere" };
        var missing = await Assert.ThrowsAsync<ResourceNotFoundException>(() => stores.MilestoneEditor.UpdateAsync(request, null, default).AsTask());
        Assert.Equal("Milestone Nowhere does not exist.", missing.Message);
        Assert.Equal(before, await SnapshotAsync(stores));
        Assert.Empty(stores.Recorder.Committed);
    }

    [SkippableFact]
    public async Task ATakenName_InOtherSpelling_LeavesAttachmentsWhereTheyAre()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AttachAsync(stores, "Hull");
        var before = await SnapshotAsync(stores);
        var result = await stores.MilestoneEditor.UpdateAsync(Rename("Hull", "  Keel "), null, default);
        Assert.Equal(("name", "Milestone \"Keel\" already exists, please choose another name."), (result.Problems[0].Field, result.Problems[0].Message));
        Assert.Equal(before, await SnapshotAsync(stores));
        foreach (var attachment in await stores.Attachments.ListAsync(new Milestone { Name = "Hull" }.Resource, default))
            await (await stores.Attachments.OpenAsync(attachment, default)).DisposeAsync();
    }

    [SkippableFact]
    public async Task ATakenName_WithinAScope_IsAProblem_AndTheRestOfTheScopeStands()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await using (var scope = await stores.Database.BeginWriteAsync(default))
        {
            Assert.Empty((await stores.MilestoneEditor.CreateAsync(New("Mole"), scope, default)).Problems);
            Assert.Single((await stores.MilestoneEditor.CreateAsync(New("Mole"), scope, default)).Problems);
            Assert.Single((await stores.MilestoneEditor.UpdateAsync(Rename("Hull", "Mole"), scope, default)).Problems);
            Assert.Empty((await stores.MilestoneEditor.DeleteAsync(Delete("Keel") with { RetargetTo = "Mole" }, scope, default)).Problems);
            Assert.Empty((await stores.MilestoneEditor.CreateAsync(New("Keel"), scope, default)).Problems);
            await scope.CommitAsync(default);
        }

        Assert.Equal(18, await CountAsync(stores, "Hull"));
        Assert.Equal(0, await CountAsync(stores, "Keel"));
        Assert.Equal(["Keel", "Mole"], stores.Recorder.Committed.OfType<MilestoneCreated>().Select(made => made.Milestone.Name).Order());
    }

    [SkippableFact]
    public async Task ClosedRenamedAndRetargetedAtOnce_ListenersHearTheStepsInOrder_AfterTheCommitOnly()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AttachAsync(stores, "Rigging");
        stores.Recorder.Clear();
        var open = await OpenAsync(stores, "Rigging");
        var all = await CountAsync(stores, "Rigging");
        var request = Close(stores, "Rigging") with { RetargetTo = "Keel" };
        request = request with { Milestone = request.Milestone! with { Name = "Masts" } };
        await using (var scope = await stores.Database.BeginWriteAsync(default))
        {
            await stores.MilestoneEditor.UpdateAsync(request, scope, default);
            Assert.Empty(stores.Recorder.Committed);
        }

        Assert.Empty(stores.Recorder.Committed);
        var result = await stores.MilestoneEditor.UpdateAsync(request, null, default);
        Assert.Equal(open, result.Retargeted);
        Assert.Equal(
            [
                .. Enumerable.Repeat("Milestone renamed", all), "AttachmentMoved", "Rigging -> Masts", .. Enumerable.Repeat("", open.Count),
                $"{Closed} {open.Count} Keel",
            ],
            stores.Recorder.Committed.Select(change => change switch
            {
                TicketChanged ticket => ticket.Comment ?? "",
                MilestoneChanged milestone => $"{milestone.OldMilestone.Name} -> {milestone.Milestone.Name}",
                TicketsChanged tickets => $"{tickets.Comment} {tickets.Ids.Count} {tickets.NewValues["milestone"]}",
                _ => change.GetType().Name,
            }));
        Assert.All(stores.Recorder.Committed.OfType<TicketChanged>(), change => Assert.False(change.Notify));
        Assert.All(
            stores.Recorder.Committed.OfType<TicketChanged>().GroupBy(change => change.Ticket.Id),
            changes => Assert.Equal(changes.Count(), changes.Select(change => change.Time).Distinct().Count()));
    }

    [SkippableFact]
    public async Task PeopleAreToldOnce_WhenTicketsMoved_AndOnlyWhenAskedFor()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await stores.MilestoneEditor.UpdateAsync(Close(stores, "Rigging") with { RetargetTo = "Keel", Steps = EditSteps.All & ~EditSteps.Notification }, null, default);
        Assert.Empty(stores.Recorder.Committed.OfType<TicketsChanged>());
        stores.Recorder.Clear();

        await stores.MilestoneEditor.CreateAsync(New("Empty"), null, default);
        await stores.MilestoneEditor.DeleteAsync(Delete("Empty"), null, default);
        Assert.Empty(stores.Recorder.Committed.OfType<TicketsChanged>());
        stores.Recorder.Clear();

        await stores.MilestoneEditor.DeleteAsync(Delete("Keel"), null, default);
        var told = Assert.Single(stores.Recorder.Committed.OfType<TicketsChanged>());
        Assert.Equal(("Tickets retargeted after milestone deleted", "marit", null), (told.Comment, told.Author, told.NewValues["milestone"]));
        Assert.Equal(told.Ids, stores.Recorder.Committed.OfType<TicketChanged>().Select(change => change.Ticket.Id));
        Assert.IsType<MilestoneDeleted>(stores.Recorder.Committed[^1]);
    }

    [SkippableFact]
    public async Task RenamersAndWritersOfTickets_LoseNoTicketAndNoChange()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var hull = (await stores.Tickets.ListAsync(default)).ToList();
        hull = [.. (await stores.Tickets.GetAsync([.. hull], default)).Where(ticket => ticket.Values["milestone"] == "Hull").Select(ticket => ticket.Id)];
        var away = hull.Take(6).ToList();
        await Task.WhenAll(
        [
            Task.Run(() => stores.MilestoneEditor.UpdateAsync(Rename("Hull", "Body"), null, default).AsTask()),
            .. away.Select(id => Task.Run(() => stores.Tickets.ChangeAsync(
                new TicketUpdate { Id = id, Author = "joe", Comment = "away", Values = [new("milestone", "Keel")] }, null, default).AsTask())),
            .. hull.Skip(6).Select(id => Task.Run(() => stores.Tickets.ChangeAsync(
                new TicketUpdate { Id = id, Author = "joe", Comment = "stay" }, null, default).AsTask())),
        ]);
        foreach (var ticket in await stores.Tickets.GetAsync([.. hull], default))
            Assert.Equal(away.Contains(ticket.Id) ? "Keel" : "Body", ticket.Values["milestone"]);
        foreach (var id in hull)
        {
            // The chain of old and new values has no gap, whoever came first.
            var milestones = (await stores.Tickets.GetChangesAsync(id, default)).Where(row => row.Field == "milestone").ToList();
            Assert.All(milestones.Zip(milestones.Skip(1)), pair => Assert.Equal(pair.First.NewValue, pair.Second.OldValue));
        }
    }

    [SkippableFact]
    public async Task ARenamerAndADeleter_LeaveNoTicketWithADeadName()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var results = await Task.WhenAll(
            Task.Run(() => TryAsync(() => stores.MilestoneEditor.UpdateAsync(Rename("Hull", "Body"), null, default))),
            Task.Run(() => TryAsync(() => stores.MilestoneEditor.DeleteAsync(Delete("Hull") with { RetargetTo = "Keel" }, null, default))));
        Assert.Contains(true, results);
        var names = (await stores.Milestones.ListAsync(default)).Select(milestone => milestone.Name).ToHashSet();
        Assert.Equal(results[0], names.Contains("Body"));
        Assert.DoesNotContain("Hull", names);
        Assert.Equal(0, await CountAsync(stores, "Hull"));
    }

    [SkippableFact]
    public async Task ACallThatIsCancelledWhileItWaits_WritesNothing()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var before = await SnapshotAsync(stores);
        using var cancelled = new CancellationTokenSource();
        await using (var other = await stores.Database.BeginWriteAsync(default))
        {
            await stores.Milestones.UpdateAsync(
                new MilestoneUpdate { Name = "Hull", Milestone = new Milestone { Name = "Hull", Description = "held" } }, other, default);
            var renaming = stores.MilestoneEditor.UpdateAsync(Rename("Hull", "Body"), null, cancelled.Token).AsTask();
            var deleting = stores.MilestoneEditor.DeleteAsync(Delete("Hull"), null, cancelled.Token).AsTask();
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renaming);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deleting);
        }

        Assert.Equal(before, await SnapshotAsync(stores));
        Assert.Empty(stores.Recorder.Committed);
        Assert.Empty((await stores.MilestoneEditor.UpdateAsync(Rename("Hull", "Body"), null, default)).Problems);
    }

    private static async Task<bool> TryAsync(Func<ValueTask<MilestoneResult>> act)
    {
        try
        {
            return (await act()).Problems.Count == 0;
        }
        catch (ResourceNotFoundException)
        {
            return false;
        }
    }

    private static MilestoneRequest New(string name) => new() { User = "marit", Milestone = new Milestone { Name = name } };

    private static MilestoneRequest Rename(string name, string to) => New(to) with { Name = name };

    private static MilestoneRequest Close(Stores stores, string name) => new()
    {
        Name = name,
        User = "marit",
        RetargetsTickets = true,
        Milestone = new Milestone { Name = name, Completed = stores.Time.Now.AddDays(-1) },
    };

    private static MilestoneRequest Delete(string name) => new() { Name = name, User = "marit", RetargetsTickets = true };

    private static async Task AttachAsync(Stores stores, string milestone) => await stores.Attachments.AddAsync(
        new NewAttachment { Parent = new Milestone { Name = milestone }.Resource, FileName = "plan.txt", Author = "joe" },
        new MemoryStream("plan"u8.ToArray()),
        null,
        default);

    private static async Task<IReadOnlyList<int>> OpenAsync(Stores stores, string milestone) =>
    [
        .. (await stores.Tickets.GetAsync([.. await stores.Tickets.ListAsync(default)], default))
            .Where(ticket => ticket.Values["milestone"] == milestone && ticket.Status != "closed")
            .Select(ticket => ticket.Id)
            .Order(),
    ];

    private static async Task<int> CountAsync(Stores stores, string milestone) =>
        (await stores.RowsAsync($"""SELECT "id" FROM "ticket" WHERE "milestone" = '{milestone}'""")).Count;

    private static async Task<IReadOnlyList<string>> SnapshotAsync(Stores stores) =>
    [
        .. await stores.RowsAsync("""SELECT "name", "due", "completed", "description" FROM "milestone" ORDER BY "name" """),
        .. await stores.RowsAsync("""SELECT "id", "milestone", "changetime" FROM "ticket" ORDER BY "id" """),
        .. await stores.RowsAsync("""SELECT "type", "id", "filename" FROM "attachment" ORDER BY "type", "id", "filename" """),
        .. await stores.RowsAsync("""SELECT COUNT(*) FROM "ticket_change" """),
        .. Directory.EnumerateFiles(Path.Combine(stores.Environment.Directory, "files"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];
}
