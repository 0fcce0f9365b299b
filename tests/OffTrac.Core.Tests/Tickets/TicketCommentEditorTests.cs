using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>People's edits of comments, on both engines; the rows that they leave and Trac's permissions are compared with Trac's elsewhere.</summary>
public abstract class TicketCommentEditorTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task ListenersHearOfAnEdit_WithWhatWasAndWhoseItIs_AndOfNoneThatIsUndoneOrChangesNothing()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var comment = await AddAsync(stores, "first");
        await using (var scope = await stores.Database.BeginWriteAsync(default))
        {
            await stores.Editor.EditCommentAsync(Edit(comment, "undone"), scope, default);
            Assert.Empty(stores.Recorder.Committed);
        }

        Assert.Equal(comment, (await stores.Editor.EditCommentAsync(Edit(comment, "first"), null, default)).CommentNumber);
        Assert.Empty(stores.Recorder.Committed);

        stores.Time.Now = stores.Time.Now.AddMinutes(5);
        var result = await stores.Editor.EditCommentAsync(Edit(comment, "second") with { Origin = ChangeOrigin.Command }, null, default);
        var modified = stores.Recorder.Single<TicketCommentModified>();
        Assert.Equal(
            ("second", "first", "marit", "joe", comment, ChangeOrigin.Command),
            (modified.Comment, modified.OldComment, modified.Author, modified.ChangeAuthor, modified.CommentNumber!.Value, modified.Origin));
        Assert.Equal(stores.Time.Now, modified.Time);
        Assert.False(modified.Notify);
        Assert.Equal(stores.Time.Now, result.Ticket!.Changed);
        Assert.Equal(["first", "second"], (await EntryAsync(stores, comment)).CommentHistory.Select(version => version.Text));
    }

    [SkippableFact]
    public async Task WhoEdits_IsWrittenDownAsGiven_AndTheTimeToo()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var comment = await AddAsync(stores, "first");
        var when = TracTime.FromMicroseconds(1_760_000_000_000_001);
        await stores.Editor.EditCommentAsync(Edit(comment, "second") with { Author = "Jane <jane@x.org>", Time = when }, null, default);
        var entry = await EntryAsync(stores, comment);
        Assert.Equal(("joe", "second"), (entry.Author, entry.Comment));
        Assert.Equal([("joe", entry.Time), ("Jane <jane@x.org>", when)], entry.CommentHistory.Select(version => (version.Author, version.Time)));
    }

    [SkippableFact]
    public async Task WhoMayNotSeeATicket_LearnsNotEvenWhichCommentsItHas()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        stores.Permissions.Deny("spy", "TICKET_VIEW");
        foreach (var (id, number) in ((int, int)[])[(4, 1), (4, 99), (99999, 1)])
        {
            var denied = await Assert.ThrowsAsync<PermissionException>(() => stores.Editor.EditCommentAsync(
                new TicketCommentRequest { Id = id, CommentNumber = number, Comment = "x", User = "spy" }, null, default).AsTask());
            Assert.Equal("TICKET_VIEW", denied.Action);
        }

        var change = new TicketRequest { Id = 4, User = "spy", Comment = "x", BasedOn = (await stores.Tickets.FindAsync(4, default))!.Changed };
        await Assert.ThrowsAsync<PermissionException>(() => stores.Editor.ChangeAsync(change, null, default).AsTask());
        Assert.Empty(stores.Recorder.Committed);
    }

    [SkippableFact]
    public async Task AManipulator_SeesTheNewText_AndMayRefuseIt_UnlessItIsNotAsked()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var comment = await AddAsync(stores, "calm");
        stores.Points.Add("a.First", new Censor("sharks"));
        var result = await stores.Editor.EditCommentAsync(Edit(comment, "sharks!"), null, default);
        Assert.Equal(("comment", "No sharks."), (result.Problems[0].Field, result.Problems[0].Message));
        Assert.Null(result.Ticket);
        Assert.Equal("calm", (await EntryAsync(stores, comment)).Comment);
        Assert.Empty((await stores.Editor.EditCommentAsync(Edit(comment, "sharks!") with { Steps = EditSteps.Permissions }, null, default)).Problems);
        Assert.Equal("sharks!", (await EntryAsync(stores, comment)).Comment);
    }

    [SkippableFact]
    public async Task AManipulatorThatWantsAComment_IsAskedAlsoWhenThereIsNone()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        stores.Points.Add("a.First", new Demander());
        var request = new TicketRequest { Id = 2, User = "joe", Values = [new("keywords", "rope")], Steps = EditSteps.Manipulators };
        Assert.Equal("Say why.", Assert.Single((await stores.Editor.ChangeAsync(request, null, default)).Problems).Message);
        Assert.Empty((await stores.Editor.ChangeAsync(request with { Comment = "because" }, null, default)).Problems);
        Assert.Equal("Say why.", Assert.Single((await stores.Editor.EditCommentAsync(
            new TicketCommentRequest { Id = 4, CommentNumber = 1, User = "joe", Comment = "" }, null, default)).Problems).Message);
    }

    [SkippableFact]
    public async Task EditorsAndCommenters_AtTheSameTime_LoseNothing()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var comment = await AddAsync(stores, "text 0");
        await Task.WhenAll(Enumerable.Range(1, 6).SelectMany(number => new[]
        {
            Task.Run(() => stores.Editor.EditCommentAsync(Edit(comment, $"text {number}") with { User = $"editor {number}" }, null, default).AsTask()),
            Task.Run(() => stores.Editor.ChangeAsync(
                new TicketRequest { Id = 4, User = "joe", Comment = $"beside {number}", Steps = EditSteps.Permissions }, null, default).AsTask()),
        }));
        var history = (await EntryAsync(stores, comment)).CommentHistory;
        Assert.Equal(Enumerable.Range(0, 7), history.Select(version => version.Number));
        Assert.Equal(
            Enumerable.Range(1, 6).Select(number => ($"editor {number}", $"text {number}")),
            history.Skip(1).Select(version => (version.Author!, version.Text)).Order());
        Assert.Equal(
            Enumerable.Range(comment + 1, 6), (await stores.History.GetAsync(4, default)).Where(entry => entry.Number > comment).Select(entry => entry.Number!.Value));
    }

    [SkippableFact]
    public async Task AnEditThatIsCancelledWhileItWaits_WritesNothing()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var comment = await AddAsync(stores, "first");
        using var cancelled = new CancellationTokenSource();
        await using (var other = await stores.Database.BeginWriteAsync(default))
        {
            await stores.Tickets.ChangeAsync(new TicketUpdate { Id = 4, Author = "sam", Comment = "held" }, other, default);
            var editing = stores.Editor.EditCommentAsync(Edit(comment, "late"), null, cancelled.Token).AsTask();
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => editing);
        }

        Assert.Equal("first", Assert.Single((await EntryAsync(stores, comment)).CommentHistory).Text);
        Assert.Empty(stores.Recorder.Committed);
        await stores.Editor.EditCommentAsync(Edit(comment, "second"), null, default);
        Assert.Equal("second", (await EntryAsync(stores, comment)).Comment);
    }

    private static async Task<int> AddAsync(Stores stores, string text)
    {
        var changed = await stores.Tickets.ChangeAsync(new TicketUpdate { Id = 4, Author = "joe", Comment = text }, null, default);
        stores.Recorder.Clear();
        return changed!.CommentNumber;
    }

    private static TicketCommentRequest Edit(int number, string text) => new() { Id = 4, CommentNumber = number, User = "marit", Comment = text };

    private static async Task<TicketHistoryEntry> EntryAsync(Stores stores, int number) =>
        (await stores.History.GetAsync(4, default)).Single(entry => entry.Number == number);

    private sealed class Censor(string word) : ITicketManipulator
    {
        public ValueTask<TicketVerdict> ValidateCommentAsync(TicketDraft draft, CancellationToken cancellation) => new(
            draft.Comment?.Contains(word, StringComparison.Ordinal) == true
                ? new TicketVerdict { Problems = [new ValidationProblem { Field = "comment", Message = $"No {word}." }] }
                : TicketVerdict.Good);
    }

    private sealed class Demander : ITicketManipulator
    {
        public ValueTask<TicketVerdict> ValidateCommentAsync(TicketDraft draft, CancellationToken cancellation) => new(
            string.IsNullOrEmpty(draft.Comment)
                ? new TicketVerdict { Problems = [new ValidationProblem { Field = "comment", Message = "Say why." }] }
                : TicketVerdict.Good);
    }
}
