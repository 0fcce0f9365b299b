using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tests;

public sealed class GuideTests
{
    [Fact]
    public async Task Page_OfTheGuide_HasNoMissingLinkAndNoErrorBox()
    {
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions { Plugins = ["OffTrac.Plugins.Macros"] });
        var pages = environment.Get<IWikiStore>();
        var names = await pages.ListAsync(default);
        Assert.InRange(names.Count, 25, 100);
        var wrong = new List<string>();
        foreach (var name in names)
        {
            var page = await pages.FindAsync(name, version: null, default);
            var html = await environment.RenderAsync(page!.Text, "anonymous", Resource.Wiki(name));
            foreach (var sign in (string[])["class=\"missing", "<strong>Error", " failed</strong>", "No macro or processor"])
            {
                if (html.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at)
                    wrong.Add($"{name}: {html.Substring(at, Math.Min(150, html.Length - at))}");
            }
        }

        Assert.Empty(wrong);
    }
}
