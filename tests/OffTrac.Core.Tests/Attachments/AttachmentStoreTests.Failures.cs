using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Attachments;

/// <content>Bad names, broken uploads, unusable folders and several writers.</content>
public abstract partial class AttachmentStoreTests
{
    [SkippableFact]
    public async Task After100OfAName_NoMoreAreTaken()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        for (var i = 0; i < 100; i++)
            await AddAsync(stores, "f", "x");
        var failure = await Assert.ThrowsAsync<TracException>(() => AddAsync(stores, "f", "x"));
        Assert.Contains("'f'", failure.Message, StringComparison.Ordinal);
        AssertNothingLeftAside(stores);
    }

    [SkippableFact]
    public async Task WritersOfOneName_GetOneEach()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var names = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Task.Run(() => AddAsync(stores, "f.txt", $"content {number}"))));
        Assert.Equal(12, names.Distinct().Count());
        var contents = new List<string>();
        foreach (var attachment in await stores.Attachments.ListAsync(s_ticket, default))
        {
            if (names.Contains(attachment.FileName))
                contents.Add(await ReadAsync(stores, attachment));
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(number => $"content {number}").Order(), contents.Order());
        AssertNothingLeftAside(stores);
    }

    [SkippableFact]
    public async Task WritersThatReplaceOneFile_LeaveRowAndContentOfOneOfThem()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "");
        await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() => stores.Attachments.AddAsync(
            new NewAttachment { Parent = s_ticket, FileName = "f.txt", Description = new string('x', number), Replace = true },
            Content(new string('x', number)),
            null,
            default).AsTask())));
        var left = Assert.Single(await stores.Attachments.ListAsync(s_ticket, default), one => one.FileName.StartsWith('f'));
        Assert.Equal(left.Description, await ReadAsync(stores, left));
        Assert.Equal(left.Description!.Length, left.Size);
        AssertNothingLeftAside(stores);
    }

    [SkippableFact]
    public async Task WhatIsUndone_LeavesNeitherRowNorFile_AndKeepsWhatItReplaced()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "old");
        var (rows, files) = (await RowsAsync(stores), FilesOf(stores));
        stores.Recorder.Clear();
        await using (var scope = await stores.Database.BeginWriteAsync(default))
        {
            foreach (var replace in new[] { false, true })
            {
                await stores.Attachments.AddAsync(
                    new NewAttachment { Parent = s_ticket, FileName = "f.txt", Replace = replace }, Content("new"), scope, default);
            }

            await stores.Attachments.MoveAsync(
                new AttachmentMove { Parent = s_ticket, FileName = "f.2.txt", NewParent = Resource.Wiki("WikiStart") }, scope, default);
            await stores.Attachments.DeleteAsync(new AttachmentDeletion { Parent = s_ticket }, scope, default);
        }

        Assert.Equal(rows, await RowsAsync(stores));
        Assert.Equal(files, FilesOf(stores));
        Assert.Equal("old", await ReadAsync(stores, (await stores.Attachments.FindAsync(s_ticket, "f.txt", default))!));
        Assert.Empty(stores.Recorder.Committed);
    }

    [SkippableTheory]
    [InlineData("ticket", "99999", "Ticket #99999 doesn't exist, can't create attachment")]
    [InlineData("ticket", "../1", "Ticket #../1 doesn't exist, can't create attachment")]
    [InlineData("wiki", "NoPage", "NoPage doesn't exist, can't create attachment")]
    [InlineData("milestone", "none", "Milestone none doesn't exist, can't create attachment")]
    [InlineData("nothing", "1", "nothing:1 doesn't exist, can't create attachment")]
    public async Task WithoutAParent_NothingIsTakenIn(string realm, string id, string message)
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var files = FilesOf(stores);
        var attachment = new NewAttachment { Parent = new Resource { Realm = realm, Id = id }, FileName = "a.txt" };
        var failure = await Assert.ThrowsAsync<ResourceNotFoundException>(
            async () => await stores.Attachments.AddAsync(attachment, Stream.Null, null, default));
        Assert.Equal(message, failure.Message);
        if (realm != "nothing")
        {
            await using var scope = await stores.Database.BeginWriteAsync(default);
            failure = await Assert.ThrowsAsync<ResourceNotFoundException>(
                async () => await stores.Attachments.AddAsync(attachment, Stream.Null, scope, default));
            Assert.Equal(message, failure.Message);
        }

        Assert.Equal(files, FilesOf(stores));
    }

    [SkippableFact]
    public async Task ANameThatCantBeStored_IsRefused()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        foreach (var name in new[] { "", "a\0b", "\ud800x", "a." + new string('x', 300), new string('x', 1001) })
            await Assert.ThrowsAsync<TracException>(() => AddAsync(stores, name, "x"));
        AssertNothingLeftAside(stores);
    }

    [SkippableTheory]
    [InlineData("..")]
    [InlineData("../../../../conf/trac.ini")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\x")]
    [InlineData("CON")]
    [InlineData("a\nb\u0001")]
    [InlineData("😀.🙈")]
    [InlineData(".")]
    [InlineData("%2e%2e%2f")]
    public async Task AnyOtherName_StaysInItsFolder(string name)
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var outside = EntriesOutside(stores);
        Assert.Equal(name, await AddAsync(stores, name, "x"));
        Assert.Equal("x", await ReadAsync(stores, (await stores.Attachments.FindAsync(s_ticket, name, default))!));
        Assert.Equal(outside, EntriesOutside(stores));
        await stores.Attachments.DeleteAsync(new AttachmentDeletion { Parent = s_ticket, FileName = name }, null, default);
        Assert.Equal(outside, EntriesOutside(stores));
    }

    [SkippableFact]
    public async Task ContentThatIsTooLarge_OrBreaksOff_LeavesNothing()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var (rows, files) = (await RowsAsync(stores), FilesOf(stores));
        var attachment = new NewAttachment { Parent = Resource.Wiki("WikiStart"), FileName = "a.bin", MaxSize = 1000 };
        var failure = await Assert.ThrowsAsync<TracException>(
            async () => await stores.Attachments.AddAsync(attachment, new MemoryStream(new byte[1001]), null, default));
        Assert.Contains("1000", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(async () => await stores.Attachments.AddAsync(attachment, new BrokenStream(), null, default));
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await stores.Attachments.AddAsync(attachment, new BrokenStream(cancelled), null, cancelled.Token));
        Assert.Equal(rows, await RowsAsync(stores));
        Assert.Equal(files, FilesOf(stores));
        Assert.Equal(1000, (await stores.Attachments.AddAsync(attachment, new MemoryStream(new byte[1000]), null, default)).Size);
    }

    [SkippableFact]
    public async Task AFolderThatCantBeUsed_RefusesTheFile_AndLeavesNoRow()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var milestone = new Resource { Realm = "milestone", Id = "Rigging" };
        var (rows, inTheWay) = (await RowsAsync(stores), Path.GetDirectoryName(stores.Files.FolderOf("milestone", "Rigging"))!);
        await File.WriteAllTextAsync(inTheWay, "a file where a folder should be");
        var failure = await Assert.ThrowsAsync<TracException>(async () => await stores.Attachments.AddAsync(
            new NewAttachment { Parent = milestone, FileName = "a.txt" }, Content("x"), null, default));
        Assert.Equal("'a.txt' can't be stored: the file system refuses it.", failure.Message);
        await AddAsync(stores, "f.txt", "x");
        await Assert.ThrowsAsync<TracException>(async () => await stores.Attachments.MoveAsync(
            new AttachmentMove { Parent = s_ticket, FileName = "f.txt", NewParent = milestone }, null, default));
        Assert.Equal("x", await ReadAsync(stores, (await stores.Attachments.FindAsync(s_ticket, "f.txt", default))!));
        await stores.Attachments.DeleteAsync(new AttachmentDeletion { Parent = s_ticket, FileName = "f.txt" }, null, default);
        Assert.Equal(rows, await RowsAsync(stores));
    }

    [SkippableFact]
    public async Task AFileThatIsAttached_WhileItsTicketIsDeleted_GoesWithIt_OrIsRefused()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        for (var id = 2; id <= 6; id++)
        {
            var parent = Resource.Ticket(id);
            var adding = Task.Run(async () => await stores.Attachments.AddAsync(
                new NewAttachment { Parent = parent, FileName = "late.txt" }, Content("x"), null, default));
            await stores.Tickets.DeleteAsync(new TicketDeletion { Id = id }, null, default);
            try
            {
                await adding;
            }
            catch (ResourceNotFoundException)
            {
                // The ticket was gone already.
            }

            Assert.Empty(await stores.Attachments.ListAsync(parent, default));
            Assert.False(File.Exists(stores.Files.PathOf("ticket", parent.Id!, "late.txt")));
        }
    }

    [SkippableFact]
    public async Task WhatAKilledUploadLeft_GoesWithALaterOne_AfterADay()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "x");
        var folder = stores.Files.FolderOf("ticket", "1");
        var (left, fresh) = (Path.Combine(folder, ".upload-1"), Path.Combine(folder, ".upload-2"));
        await File.WriteAllTextAsync(left, "half");
        await File.WriteAllTextAsync(fresh, "half");
        File.SetLastWriteTimeUtc(left, stores.Time.Now.UtcDateTime - TimeSpan.FromHours(25));
        File.SetLastWriteTimeUtc(fresh, stores.Time.Now.UtcDateTime - TimeSpan.FromHours(23));
        await AddAsync(stores, "g.txt", "x");
        Assert.False(File.Exists(left));
        Assert.True(File.Exists(fresh));
    }

    [SkippableFact]
    public async Task AFileThatIsGone_CantBeRead_ButDeletedAndMoved()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await AddAsync(stores, "f.txt", "x");
        File.Delete(stores.Files.PathOf("ticket", "1", "f.txt"));
        var attachment = (await stores.Attachments.FindAsync(s_ticket, "f.txt", default))!;
        var failure = await Assert.ThrowsAsync<ResourceNotFoundException>(() => ReadAsync(stores, attachment));
        Assert.Equal("Attachment 'f.txt' not found", failure.Message);
        await stores.Attachments.MoveAsync(new AttachmentMove { Parent = s_ticket, FileName = "f.txt", NewFileName = "g.txt" }, null, default);
        await stores.Attachments.DeleteAsync(new AttachmentDeletion { Parent = s_ticket, FileName = "g.txt" }, null, default);
    }

    /// <summary>Gives some bytes and then fails, or cancels and waits.</summary>
    private sealed class BrokenStream(CancellationTokenSource? cancels = null) : MemoryStream(new byte[500])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                return read;
            if (cancels is null)
                throw new IOException("The client went away.");
            await cancels.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
