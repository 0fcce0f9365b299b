using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Wiki;

public sealed class WikiPageNameTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("/A")]
    [InlineData("A/")]
    [InlineData("A//B")]
    [InlineData("A/../B")]
    [InlineData(".")]
    public async Task ImpossibleNames_AreRefused(string name)
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        var refused = await Assert.ThrowsAsync<TracException>(
            () => stores.Wiki.SaveAsync(new WikiPageSave { Name = name, Text = "x" }, null, default).AsTask());
        Assert.Contains($"'{name}'", refused.Message, StringComparison.Ordinal);
    }
}
