using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Tests.Attachments;

public sealed class AttachmentFilesTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task EveryRow_HasItsFile_WhereTracKeepsIt()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        var parents = await stores.RowsAsync("""SELECT DISTINCT "type", "id" FROM "attachment" """);
        var files = new List<string>();
        foreach (var parent in parents)
        {
            var split = parent.IndexOf('|', StringComparison.Ordinal);
            var (realm, id) = (parent[1..(split - 1)], parent[(split + 2)..^1]);
            foreach (var attachment in await stores.Attachments.ListAsync(new Resource { Realm = realm, Id = id }, default))
            {
                var path = stores.Files.PathOf(realm, id, attachment.FileName);
                Assert.Equal(attachment.Size, new FileInfo(path).Length);
                files.Add(path);
            }
        }

        Assert.Equal(43, files.Distinct().Count());
    }

    [Theory]
    [InlineData("f.2.txt", "33c1e0928e77f93c9c8f4b00afaf2590b8270fa4.txt")]
    public async Task TheHashedPath_IsTracs(string name, string file)
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        Assert.Equal(
            Path.Combine(stores.Environment.Directory, "files", "attachments", "ticket", "77d", "77de68daecd823babbb58edb1c8e14d7106e83bb", file),
            stores.Files.PathOf("ticket", "3", name));
    }

    [Theory]
    [InlineData("a.tar.gz", ".gz")]
    [InlineData("x.", "")]
    [InlineData("no ext", "")]
    [InlineData("a.b c", "")]
    [InlineData("A.PNG", ".PNG")]
    [InlineData("a.ü", "")]
    public async Task TheEnding_IsKeptWhenItIsPlain(string name, string ending)
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        Assert.Equal(ending, Path.GetExtension(stores.Files.PathOf("ticket", "3", name)));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../etc")]
    [InlineData("")]
    public async Task ARealmThatWouldLeaveTheTree_IsRefused(string realm)
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        Assert.Throws<TracException>(() => stores.Files.FolderOf(realm, "3"));
    }
}
