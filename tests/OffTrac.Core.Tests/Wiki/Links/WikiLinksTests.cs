using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Wiki.Links;

/// <summary>Links become what Trac makes of them, on both engines.</summary>
public abstract class WikiLinksTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task LinksOfEveryNamespace_AreAsTracWritesThem()
    {
        await using var world = await LinkWorld.OpenAsync(engine);
        world.Time.Now = new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero);
        foreach (var (written, expected) in Cases())
            Assert.Equal($"{written} => {expected}", $"{written} => {await world.ResolveAsync(LinkWorld.Short(written))}");
    }

    [SkippableFact]
    public async Task PagesBelowOthers_AreFoundByTheirLastName()
    {
        await using var world = await LinkWorld.OpenAsync(engine);
        var leaf = Resource.Wiki("HarbourGuide/Cranes/Maintenance");
        Assert.Equal("a class=wiki href=/h/wiki/HarbourGuide/Berths wiki:Berths", await world.ResolveAsync(LinkWorld.Short("wiki:Berths"), leaf));
        Assert.Equal("a class=wiki href=/h/wiki/HarbourGuide/Cranes wiki:Cranes", await world.ResolveAsync(LinkWorld.Short("wiki:Cranes"), leaf));
        Assert.Equal("a class=wiki href=/h/wiki/WikiStart wiki:WikiStart", await world.ResolveAsync(LinkWorld.Short("wiki:WikiStart"), leaf));
        Assert.Equal(
            "a class=missing wiki href=/h/wiki/HarbourGuide/Cranes/New rel=nofollow wiki:New", await world.ResolveAsync(LinkWorld.Short("wiki:New"), leaf));
        Assert.Equal(
            "a class=missing wiki href=/h/wiki/HarbourGuide/Cranes/Old rel=nofollow wiki:Cranes/Old",
            await world.ResolveAsync(LinkWorld.Short("wiki:Cranes/Old"), leaf));
    }

    [SkippableTheory]
    [InlineData("./Sub#x", "a class=missing wiki href=/h/wiki/HarbourGuide/Cranes/Sub#x rel=nofollow Sub")]
    [InlineData("../Berths", "a class=wiki href=/h/wiki/HarbourGuide/Berths Berths")]
    [InlineData("..", "a class=wiki href=/h/wiki/HarbourGuide ..")]
    [InlineData("../..", "a href=/h/wiki ../..")]
    [InlineData("?action=diff", "a class=wiki href=/h/wiki/HarbourGuide/Cranes?action=diff ?action=diff")]
    [InlineData("/query?status=new#x", "a href=/h/query?status=new#x query")]
    [InlineData("//example.org/x", "a href=/example.org/x example.org/x")]
    public async Task RelativeLinks_StartAtThePage(string target, string expected)
    {
        await using var world = await LinkWorld.OpenAsync(engine);
        var written = new WikiLinkTarget { Namespace = "", Target = target, Label = "", Source = $"[{target}]", Syntax = WikiLinkSyntax.Relative };
        Assert.Equal(expected, await world.ResolveAsync(written, Resource.Wiki("HarbourGuide/Cranes")));
    }

    [SkippableFact]
    public async Task ShorthandOfAnotherTrac_IsSentThere_AndStaysTextWhereNobodyKnowsIt()
    {
        await using var world = await LinkWorld.OpenAsync(engine);
        var written = new WikiLinkTarget
        {
            Namespace = "ticket", Target = "5", Label = "#oh5", Source = "#oh5", Syntax = WikiLinkSyntax.Shorthand, InterTrac = "oh",
        };
        Assert.Equal(
            "a class=ext-link href=https://other.example.org/trac/intertrac/ticket%3A5 title=ticket:5 in Other Harbour *#oh5",
            await world.ResolveAsync(written));
        Assert.Equal("text #no5", await world.ResolveAsync(written with { InterTrac = "no", Label = "#no5" }));
    }

    [SkippableFact]
    public async Task WhatAReaderMayNotSee_HasNoAddressAndNoTitleOfItsOwn()
    {
        await using var world = await LinkWorld.OpenAsync(engine);
        world.Permissions.Deny(
            "joe", "TICKET_VIEW", "WIKI_VIEW", "MILESTONE_VIEW", "REPORT_VIEW", "ATTACHMENT_VIEW", "EMAIL_VIEW", "WIKI_CREATE", "MILESTONE_CREATE");
        Assert.Equal("a class=missing ticket ticket:1", await world.ResolveAsync(LinkWorld.Short("ticket:1")));
        Assert.Equal("a class=forbidden ticket title=no permission to view ticket comment:1:ticket:1", await world.ResolveAsync(LinkWorld.Short("comment:1:ticket:1")));
        Assert.Equal("a class=forbidden wiki title=no permission to view this wiki page wiki:WikiStart", await world.ResolveAsync(LinkWorld.Short("wiki:WikiStart")));
        Assert.Equal("a class=milestone milestone:Keel", await world.ResolveAsync(LinkWorld.Short("milestone:Keel")));
        Assert.Equal("a class=milestone missing milestone:None", await world.ResolveAsync(LinkWorld.Short("milestone:None")));
        Assert.Equal("a class=forbidden report title=no permission to view report report:1", await world.ResolveAsync(LinkWorld.Short("report:1")));
        Assert.Equal("a class=missing attachment attachment:map.txt:wiki:HarbourGuide", await world.ResolveAsync(LinkWorld.Short("attachment:map.txt:wiki:HarbourGuide")));
        Assert.Equal("text mailto:ana@…", await world.ResolveAsync(LinkWorld.Short("mailto:ana@example.org")));
    }

    [SkippableFact]
    public async Task AHundredLinks_AskTheDatabaseAsOftenAsOne()
    {
        await using var world = await LinkWorld.OpenAsync(engine);
        var context = new WikiContext { User = "joe", BaseHref = "/h" };
        string[] kinds = ["ticket:{0}", "comment:{0}:ticket:{0}", "wiki:Page{0}", "milestone:M{0}", "report:{0}", "attachment:a{0}:wiki:WikiStart", "ChartRoom:x{0}", "mailto:a{0}@b.cd"];
        foreach (var kind in kinds)
        {
            await ResolveAsync(kind, 1);
            Assert.Equal(await ResolveAsync(kind, 1), await ResolveAsync(kind, 100));
        }

        async Task<int> ResolveAsync(string kind, int count)
        {
            var before = world.Database.Reads;
            var targets = Enumerable.Range(1, count)
                .Select(number => LinkWorld.Short(kind.Replace("{0}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
            Assert.Equal(count, (await world.Links.ResolveAsync([.. targets], context, default)).Count);
            return world.Database.Reads - before;
        }
    }

    [SkippableFact]
    public async Task NewPagesAndPrefixes_AreSeenAtOnce()
    {
        await using var world = await LinkWorld.OpenAsync(engine, "[interwiki]\nMeat = https://meat.example.org/$2/$1 Meat $1\nbad = javascript:x\n");
        Assert.Equal("a class=missing wiki href=/h/wiki/Fresh rel=nofollow wiki:Fresh", await world.ResolveAsync(LinkWorld.Short("wiki:Fresh")));
        await world.Stores.Wiki.SaveAsync(new WikiPageSave { Name = "Fresh", Text = "x", Author = "joe" }, null, default);
        Assert.Equal("a class=wiki href=/h/wiki/Fresh wiki:Fresh", await world.ResolveAsync(LinkWorld.Short("wiki:Fresh")));
        Assert.Equal(
            "a class=ext-link href=https://meat.example.org/b:c/a title=Meat a *meat:a:b:c", await world.ResolveAsync(LinkWorld.Short("meat:a:b:c")));
        Assert.Equal("text bad:x", await world.ResolveAsync(LinkWorld.Short("bad:x")));
        Assert.Equal("text Quay:7", await world.ResolveAsync(LinkWorld.Short("Quay:7")));
        await world.Stores.Wiki.SaveAsync(
            new WikiPageSave { Name = "InterMapTxt", Text = "----\nQuay\thttps://quay.example.org/?n=  # Quays\n----\nNot http://x/\n", Author = "joe" }, null, default);
        Assert.Equal("a class=ext-link href=https://quay.example.org/?n=7&a=b title=7 in Quays *Quay:7?a=b", await world.ResolveAsync(LinkWorld.Short("Quay:7?a=b")));
        var prefixes = (await world.InterWiki.ListAsync(default)).Select(prefix => prefix.Prefix).ToList();
        Assert.Contains("Quay", prefixes);
        Assert.DoesNotContain("ChartRoom", prefixes);
    }

    private static IEnumerable<(string Written, string Expected)> Cases()
    {
        using var stream = typeof(WikiLinksTests).Assembly.GetManifestResourceStream("WikiLinksTests.cases.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } written)
        {
            if (reader.ReadLine() is { } expected && written.Length > 0)
                yield return (written, expected.TrimStart(' '));
        }
    }
}
