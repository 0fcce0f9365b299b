using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>What is shown of a ticket's past, on both engines; entries and versions of many tickets are compared with Trac's elsewhere.</summary>
public abstract class TicketHistoryTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task AComment_KnowsItsAnswers_AlsoThoseThatWereEdited()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var id = await NewAsync(stores);
        await SayAsync(stores, id, "one");
        await SayAsync(stores, id, "two, to one", "1");
        await SayAsync(stores, id, "three, to the text", "description");
        await SayAsync(stores, id, "four, to one", "1");
        await SayAsync(stores, id, "five, to four", "4");
        await stores.Editor.EditCommentAsync(
            new TicketCommentRequest { Id = id, CommentNumber = 4, User = "marit", Comment = "four, edited" }, null, default);
        var entries = await stores.History.GetAsync(id, default);
        Assert.Equal(
            ["1  2,4", "2 1 ", "3 description ", "4 1 5", "5 4 "],
            entries.Select(entry => $"{entry.Number} {entry.ReplyTo} {string.Join(',', entry.Replies)}"));
    }

    [SkippableFact]
    public async Task Attachments_StandTogetherByTimeAndAuthor_BeforeAChangeOfTheSameTime()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var id = await NewAsync(stores);
        stores.Time.Now = stores.Time.Now.AddMinutes(1);
        foreach (var (name, author) in ((string, string)[])[("b.txt", "sam"), ("a.txt", "sam"), ("c.txt", "joe")])
        {
            await stores.Attachments.AddAsync(
                new NewAttachment { Parent = Resource.Ticket(id), FileName = name, Author = author, Description = "of " + name },
                new MemoryStream("x"u8.ToArray()),
                null,
                default);
        }

        await stores.Tickets.ChangeAsync(new TicketUpdate { Id = id, Author = "aiko", Comment = "see those", Time = stores.Time.Now }, null, default);
        Assert.Equal(
            [("joe", "c.txt", false), ("sam", "a.txt,b.txt", false), ("aiko", "", true)],
            (await stores.History.GetAsync(id, default)).Select(
                entry => (entry.Author!, string.Join(',', entry.Attachments.Select(attachment => attachment.FileName)), entry.IsPermanent)));
    }

    [SkippableFact]
    public async Task AVersion_IsTheTicketAfterThatComment_WithTheTimeOfIt()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var id = await NewAsync(stores);
        var made = (await stores.Tickets.FindAsync(id, default))!;
        var times = new List<DateTimeOffset> { made.Created };
        foreach (var keywords in (string[])["a", "b", "c"])
        {
            stores.Time.Now = stores.Time.Now.AddMinutes(1);
            times.Add(stores.Time.Now);
            await stores.Tickets.ChangeAsync(new TicketUpdate { Id = id, Author = "joe", Values = [new("keywords", keywords)] }, null, default);
        }

        for (var version = 0; version <= 3; version++)
        {
            var ticket = await stores.History.GetVersionAsync(id, version, default);
            Assert.Equal((times[version], version == 0 ? "" : "abc"[version - 1].ToString()), (ticket.Changed, ticket.Values["keywords"] ?? ""));
        }
    }

    [SkippableFact]
    public async Task OfATicketThatIsNotThere_ThereIsNoHistory_AndNoVersion()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        Assert.Empty(await stores.History.GetAsync(99999, default));
        var missing = await Assert.ThrowsAsync<ResourceNotFoundException>(() => stores.History.GetVersionAsync(99999, 1, default).AsTask());
        Assert.Equal("Ticket 99999 does not exist.", missing.Message);
    }

    [SkippableFact]
    public async Task NothingIsRead_ForACallerWhoIsGone()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stores.History.GetAsync(4, gone.Token).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stores.History.GetVersionAsync(4, 1, gone.Token).AsTask());
    }

    private static async Task<int> NewAsync(Stores stores) => (await stores.Tickets.CreateAsync(
        new NewTicket { Values = FieldValues.From([new("summary", "Past"), new("status", "new")]), Author = "joe" }, null, default)).Id;

    private static async Task SayAsync(Stores stores, int id, string text, string? replyTo = null) => await stores.Tickets.ChangeAsync(
        new TicketUpdate { Id = id, Author = "joe", Comment = text, ReplyTo = replyTo }, null, default);
}
