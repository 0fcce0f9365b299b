using OffTrac.Core.Milestones;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Milestones;

/// <summary>Milestones beside other writers and readers, on both engines; their rows are compared with Trac's elsewhere.</summary>
public abstract class MilestoneStoreTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task List_HasTracsOrder()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        Assert.Equal(
            ["Keel", "Hull", "航海", "Rigging", "Harbour trials", "A & B/C", "Voyage"],
            (await stores.Milestones.ListAsync(default)).Select(milestone => milestone.Name));
    }

    [SkippableFact]
    public async Task WhatAnotherProcessCommits_IsSeenAtOnce_AndReachesTheTicketFields()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await stores.Milestones.ListAsync(default);
        await stores.Fields.GetFieldsAsync(default);
        var other = new MilestoneStore(stores.Database, stores.Tickets, stores.Attachments, stores.Recorder, stores.Time);
        await other.CreateAsync(new NewMilestone { Milestone = new Milestone { Name = "Lighthouse" } }, null, default);
        Assert.NotNull(await stores.Milestones.FindAsync("Lighthouse", default));
        Assert.Contains("Lighthouse", await OptionsAsync(stores));
        await other.DeleteAsync(new MilestoneDeletion { Name = "Lighthouse" }, null, default);
        Assert.Null(await stores.Milestones.FindAsync("Lighthouse", default));
        Assert.DoesNotContain("Lighthouse", await OptionsAsync(stores));
    }

    [SkippableFact]
    public async Task ARenaming_ThatIsUndone_LeavesTicketsAttachmentsAndMilestones()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var before = await SnapshotAsync(stores);
        var hull = (await stores.Milestones.FindAsync("Hull", default))!;
        await using (var scope = await stores.Database.BeginWriteAsync(default))
        {
            await stores.Milestones.UpdateAsync(
                new MilestoneUpdate { Name = "Hull", Milestone = hull with { Name = "Body" }, Author = "joe" }, scope, default);
        }

        Assert.Equal(before, await SnapshotAsync(stores));
        Assert.Empty(stores.Recorder.Committed);
        foreach (var attachment in await stores.Attachments.ListAsync(hull.Resource, default))
            await (await stores.Attachments.OpenAsync(attachment, default)).DisposeAsync();
        await Assert.ThrowsAsync<ResourceExistsException>(async () => await stores.Milestones.UpdateAsync(
            new MilestoneUpdate { Name = "Hull", Milestone = hull with { Name = "Keel" }, Author = "joe" }, null, default));
        Assert.Equal(before, await SnapshotAsync(stores));
    }

    [SkippableFact]
    public async Task MakersOfOneName_MakeOne()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            try
            {
                await stores.Milestones.CreateAsync(new NewMilestone { Milestone = new Milestone { Name = "Mole" } }, null, default);
                return 1;
            }
            catch (ResourceExistsException)
            {
                return 0;
            }
        })));
        Assert.Equal(1, made.Sum());
        Assert.Single(stores.Recorder.Committed);
    }

    [SkippableFact]
    public async Task Tickets_AreMovedToAMilestoneThatExistsOnly()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var failure = await Assert.ThrowsAsync<ResourceNotFoundException>(async () => await stores.Milestones.MoveTicketsAsync(
            new MilestoneRetarget { Name = "Hull", Target = "None", Author = "joe" }, null, default));
        Assert.Equal("Milestone None does not exist.", failure.Message);
        await using var scope = await stores.Database.BeginWriteAsync(default);
        await stores.Milestones.CreateAsync(new NewMilestone { Milestone = new Milestone { Name = "None" } }, scope, default);
        var moved = await stores.Milestones.MoveTicketsAsync(
            new MilestoneRetarget { Name = "Hull", Target = "None", Author = "joe", Comment = "gone" }, scope, default);
        await stores.Milestones.DeleteAsync(new MilestoneDeletion { Name = "Hull" }, scope, default);
        await scope.CommitAsync(default);
        Assert.Equal(18, moved.Count);
        Assert.All(await stores.Tickets.GetAsync([.. moved], default), ticket => Assert.Equal("None", ticket.Values["milestone"]));
        Assert.Equal(18, stores.Recorder.Committed.OfType<TicketChanged>().Count(changed => changed.Comment == "gone"));
    }

    private static async Task<IReadOnlyList<string>> OptionsAsync(Stores stores) =>
        (await stores.Fields.GetFieldsAsync(default)).Single(field => field.Name == "milestone").Options;

    private static async Task<IReadOnlyList<string>> SnapshotAsync(Stores stores) =>
    [
        .. await stores.RowsAsync("""SELECT "name", "due", "completed", "description" FROM "milestone" ORDER BY "name" """),
        .. await stores.RowsAsync("""SELECT "id", "milestone", "changetime" FROM "ticket" ORDER BY "id" """),
        .. await stores.RowsAsync("""SELECT "type", "id", "filename" FROM "attachment" ORDER BY "type", "id", "filename" """),
        .. await stores.RowsAsync("""SELECT COUNT(*) FROM "ticket_change" """),
        .. Directory.EnumerateFiles(Path.Combine(stores.Environment.Directory, "files"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];
}
