using System.Text;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Attachments;

/// <summary>What the attachment store leaves in rows and files and tells, on both engines.</summary>
public abstract partial class AttachmentStoreTests(TestEngine engine) : IDisposable
{
    private static readonly Resource s_ticket = Resource.Ticket(1);

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Add_StoresRowAndFile_AndTellsOfIt()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var added = await stores.Attachments.AddAsync(
            new NewAttachment
            {
                Parent = s_ticket with { Version = 3 },
                FileName = "Plan 李.tar.gz",
                Description = "the plan",
                Author = "sam",
                Origin = ChangeOrigin.Rpc,
            },
            Content("abc\0def"),
            null,
            default);
        Assert.Equal(
            new Attachment
            {
                Parent = s_ticket, FileName = "Plan 李.tar.gz", Size = 7, Time = stores.Time.Now, Description = "the plan", Author = "sam",
            },
            added);
        Assert.Contains(
            $"'ticket'|'1'|'Plan 李.tar.gz'|7|{TracTime.ToMicroseconds(stores.Time.Now)}|'the plan'|'sam'", await RowsAsync(stores));
        Assert.Equal("abc\0def", await File.ReadAllTextAsync(stores.Files.PathOf("ticket", "1", "Plan 李.tar.gz")));
        Assert.Equal("abc\0def", await ReadAsync(stores, added));
        Assert.Equal(added, await stores.Attachments.FindAsync(s_ticket, "Plan 李.tar.gz", default));
        var told = stores.Recorder.Single<AttachmentAdded>();
        Assert.Equal((added, "sam", stores.Time.Now, ChangeOrigin.Rpc), (told.Attachment, told.Author, told.Time, told.Origin));
        AssertNothingLeftAside(stores);
    }

    [SkippableTheory]
    [InlineData("f.txt", "f.2.txt", "f.3.txt")]
    [InlineData("a.tar.gz", "a.tar.2.gz", "a.tar.3.gz")]
    [InlineData("no ending", "no ending.2", "no ending.3")]
    [InlineData(".profile", ".profile.2", ".profile.3")]
    [InlineData("x.", "x.2.", "x.3.")]
    [InlineData("a.b/c", "a.b/c.2", "a.b/c.3")]
    public async Task ANameThatIsTaken_GetsANumber(string name, string second, string third)
    {
        await using var stores = await Stores.GoldenAsync(engine);
        Assert.Equal(
            [name, second, third],
            [await AddAsync(stores, name, "1"), await AddAsync(stores, name, "2"), await AddAsync(stores, name, "3")]);
        Assert.Equal("2", await ReadAsync(stores, (await stores.Attachments.FindAsync(s_ticket, second, default))!));
    }

    [SkippableFact]
    public async Task ANameIsAlsoTaken_ByAFileWithoutARow_AndByARowWithoutAFile()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "1");
        await AddAsync(stores, "f.txt", "2");
        File.Delete(stores.Files.PathOf("ticket", "1", "f.txt"));
        await ExecuteAsync(stores, """DELETE FROM "attachment" WHERE "filename" = 'f.2.txt'""");
        Assert.Equal("f.3.txt", await AddAsync(stores, "f.txt", "3"));
    }

    [SkippableFact]
    public async Task Replace_TakesThePlace_AndTellsOfBoth()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "old");
        var old = await stores.Attachments.FindAsync(s_ticket, "f.txt", default);
        stores.Recorder.Clear();
        await stores.Attachments.AddAsync(
            new NewAttachment { Parent = s_ticket, FileName = "f.txt", Author = "zoe", Replace = true }, Content("newer"), null, default);
        Assert.Equal(old, Assert.IsType<AttachmentDeleted>(stores.Recorder.Committed[0]).Attachment);
        var added = Assert.IsType<AttachmentAdded>(stores.Recorder.Committed[1]).Attachment;
        Assert.Equal(("f.txt", 5, "zoe"), (added.FileName, added.Size, added.Author));
        Assert.Equal("newer", await ReadAsync(stores, added));
        Assert.Equal([added], (await stores.Attachments.ListAsync(s_ticket, default)).Where(one => one.FileName.StartsWith('f')));
        AssertNothingLeftAside(stores);
    }

    [SkippableFact]
    public async Task TicketAndAttachment_AreMadeInOneScope()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await using var scope = await stores.Database.BeginWriteAsync(default);
        var ticket = await stores.Tickets.CreateAsync(
            new NewTicket { Values = FieldValues.From([new("summary", "x"), new("status", "new")]) }, scope, default);
        var attachment = await stores.Attachments.AddAsync(
            new NewAttachment { Parent = ticket.Resource, FileName = "a.txt" }, Content("x"), scope, default);
        await scope.CommitAsync(default);
        Assert.Equal([attachment], await stores.Attachments.ListAsync(ticket.Resource, default));
        Assert.Equal(2, stores.Recorder.Committed.Count);
    }

    [SkippableFact]
    public async Task Delete_TakesRowAndFile_AndTellsOfIt()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "x");
        var attachment = await stores.Attachments.FindAsync(s_ticket, "f.txt", default);
        stores.Recorder.Clear();
        var deletion = new AttachmentDeletion { Parent = s_ticket, FileName = "f.txt", Author = "joe", Origin = ChangeOrigin.Web };
        await stores.Attachments.DeleteAsync(deletion, null, default);
        Assert.Null(await stores.Attachments.FindAsync(s_ticket, "f.txt", default));
        Assert.False(File.Exists(stores.Files.PathOf("ticket", "1", "f.txt")));
        var told = stores.Recorder.Single<AttachmentDeleted>();
        Assert.Equal((attachment, "joe", ChangeOrigin.Web), (told.Attachment, told.Author, told.Origin));
        var failure = await Assert.ThrowsAsync<ResourceNotFoundException>(
            async () => await stores.Attachments.DeleteAsync(deletion, null, default));
        Assert.Equal("Attachment 'ticket:1: f.txt' does not exist.", failure.Message);
    }

    [SkippableFact]
    public async Task Move_TakesRowAndFileElsewhere_AndTellsFromWhere()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "x");
        stores.Recorder.Clear();
        var move = new AttachmentMove
        {
            Parent = s_ticket, FileName = "f.txt", NewParent = Resource.Wiki("WikiStart"), NewFileName = "g.dat", Author = "joe",
        };
        var moved = Assert.Single(await stores.Attachments.MoveAsync(move, null, default));
        Assert.Equal((Resource.Wiki("WikiStart"), "g.dat"), (moved.Parent, moved.FileName));
        Assert.Equal("x", await ReadAsync(stores, moved));
        Assert.False(File.Exists(stores.Files.PathOf("ticket", "1", "f.txt")));
        var told = stores.Recorder.Single<AttachmentMoved>();
        Assert.Equal((moved, s_ticket, "f.txt", "joe", true), (told.Attachment, told.OldParent, told.OldFileName, told.Author, told.IsReparented));

        var rename = new AttachmentMove { Parent = moved.Parent, FileName = "g.dat", NewFileName = "h.dat" };
        await stores.Attachments.MoveAsync(rename, null, default);
        Assert.False(Assert.IsType<AttachmentMoved>(stores.Recorder.Committed[1]).IsReparented);
    }

    [SkippableFact]
    public async Task MoveAll_TakesAllElsewhere_AndTheFolderGoes()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var parent = new Resource { Realm = "milestone", Id = "Hull" };
        await stores.Attachments.DeleteAsync(new AttachmentDeletion { Parent = parent }, null, default);
        foreach (var name in new[] { "a", "b.txt" })
            await stores.Attachments.AddAsync(new NewAttachment { Parent = parent, FileName = name }, Content(name), null, default);
        var moved = await stores.Attachments.MoveAsync(new AttachmentMove { Parent = parent, NewParent = s_ticket }, null, default);
        Assert.Equal(["a", "b.txt"], moved.Select(attachment => attachment.FileName));
        foreach (var attachment in moved)
            Assert.Equal(attachment.FileName, await ReadAsync(stores, attachment));
        Assert.Empty(await stores.Attachments.ListAsync(parent, default));
        Assert.False(Directory.Exists(stores.Files.FolderOf("milestone", "Hull")));
    }

    [SkippableFact]
    public async Task Move_IsRefused_WhereSomethingIs_WhereNothingIs_AndInPlace()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "1");
        await AddAsync(stores, "g.txt", "2");
        var move = new AttachmentMove { Parent = s_ticket, FileName = "f.txt" };
        Assert.Equal("Attachment not modified", await FailAsync<TracException>(stores, move));
        Assert.Equal(
            "Cannot move attachment \"f.txt\" to \"ticket:1: g.txt\" as it already exists",
            await FailAsync<ResourceExistsException>(stores, move with { NewFileName = "g.txt" }));
        Assert.Equal(
            "Ticket #99999 doesn't exist, can't move attachment",
            await FailAsync<ResourceNotFoundException>(stores, move with { NewParent = Resource.Ticket(99999) }));
        Assert.Equal(
            "Attachment 'ticket:1: none' does not exist.",
            await FailAsync<ResourceNotFoundException>(stores, move with { FileName = "none", NewFileName = "x" }));
        Assert.Equal("1", await ReadAsync(stores, (await stores.Attachments.FindAsync(s_ticket, "f.txt", default))!));
    }

    [SkippableFact]
    public async Task ADeletedTicketOrPage_TellsOfItsAttachmentsFirst()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "1");
        stores.Recorder.Clear();
        var attached = await stores.Attachments.ListAsync(s_ticket, default);
        await stores.Tickets.DeleteAsync(new TicketDeletion { Id = 1, Author = "joe", Origin = ChangeOrigin.Web }, null, default);
        Assert.Equal(attached, stores.Recorder.Committed.OfType<AttachmentDeleted>().Select(deleted => deleted.Attachment));
        Assert.All(stores.Recorder.Committed, change => Assert.Equal(("joe", ChangeOrigin.Web), (change.Author, change.Origin)));
        Assert.IsType<TicketDeleted>(stores.Recorder.Committed[^1]);
        Assert.False(Directory.Exists(stores.Files.FolderOf("ticket", "1")));
    }

    private static async Task<string> FailAsync<TException>(Stores stores, AttachmentMove move)
        where TException : Exception =>
        (await Assert.ThrowsAsync<TException>(async () => await stores.Attachments.MoveAsync(move, null, default))).Message;

    private static async Task<string> AddAsync(Stores stores, string name, string content) => (await stores.Attachments.AddAsync(
        new NewAttachment { Parent = s_ticket, FileName = name, Author = "sam" }, Content(content), null, default)).FileName;

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<string> ReadAsync(Stores stores, Attachment attachment)
    {
        using var reader = new StreamReader(await stores.Attachments.OpenAsync(attachment, default));
        return await reader.ReadToEndAsync();
    }

    private static ValueTask<IReadOnlyList<string>> RowsAsync(Stores stores) => stores.RowsAsync(
        """
        SELECT "type", "id", "filename", "size", "time", "description", "author" FROM "attachment" ORDER BY "type", "id", "filename"
        """);

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

    private static string RootOf(Stores stores) => Path.Combine(stores.Environment.Directory, "files", "attachments");

    private static IEnumerable<string> FilesOf(Stores stores) =>
        [.. Directory.EnumerateFiles(RootOf(stores), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> EntriesOutside(Stores stores)
    {
        var folder = stores.Files.FolderOf("ticket", "1");
        return
        [
            .. Directory.EnumerateFiles(stores.Environment.Directory, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetDirectoryName(path) != folder && !path.Contains("trac.db", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static void AssertNothingLeftAside(Stores stores) =>
        Assert.DoesNotContain(FilesOf(stores), path => Path.GetFileName(path).StartsWith('.'));
}
