namespace OffTrac.Plugins.Macros.Tests;

public sealed class ImageTests(MacroFixture fixture) : IClassFixture<MacroFixture>
{
    [Theory]
    [InlineData("WikiStart:logo.svg, 25%, right", """style="float:right" """, """width="25%" """)]
    [InlineData("WikiStart:logo.svg, .5em, border=2, margin=3, top", """style="border:2px solid; margin:3px; vertical-align:top; width:.5em" """, """alt="the logo" """)]
    [InlineData("WikiStart:logo.svg, margin=3, align=center, margin-top=2", """style="display:block; margin-left:auto; margin-right:auto; margin-top:2px" """, """title="the logo" """)]
    [InlineData("#20:pixel.png, link=wiki:WikiStart", """href="http://trac.example.org/wiki/WikiStart" """, "raw-attachment/ticket/20/pixel.png")]
    [InlineData("source:trunk/x y.png@12", """href="http://trac.example.org/browser/trunk/x%20y.png?rev=12" """, "?format=raw&amp;rev=12")]
    [InlineData("ChartRoom:x.png", """href="https://charts.example.org/room/x.png" """, """alt="x.png in Chart room" """)]
    [InlineData("trac:ticket:1", "https://trac.edgewall.org/intertrac/ticket%3A1%3Fformat%3Draw", "ticket:1 in The Trac Project")]
    [InlineData("WikiStart:nosuch.png", "No image &#34;nosuch.png&#34; attached to WikiStart", "/chrome/common/attachment.png")]
    [InlineData("""WikiStart:logo.svg, alt="a, <b>" """, """alt="a, &lt;b&gt;" """, "<img")]
    public async Task Image_UnderstandsItsArguments(string arguments, string expected, string and)
    {
        var environment = fixture.Environment;
        var html = await environment.RenderAsync($"[[Image({arguments})]]");
        Assert.Contains(expected.TrimEnd(), html, StringComparison.Ordinal);
        Assert.Contains(and.TrimEnd(), html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WikiStart:logo.svg, link=javascript:alert(1)")]
    [InlineData("WikiStart:logo.svg, longdesc=javascript:alert(1)")]
    [InlineData("WikiStart:logo.svg, onclick=alert(1), style=x")]
    [InlineData("javascript:alert(1)")]
    public async Task Image_NeverRunsAScript(string arguments)
    {
        var environment = fixture.Environment;
        var html = await environment.RenderAsync($"[[Image({arguments})]]");
        Assert.DoesNotContain("\"javascript:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InterWiki_NeverLinksToAScript()
    {
        await using var environment = await MacroEnvironment.StartAsync("[interwiki]\nbad = java\u0001script:alert($1) Bad\ngood = https://good.example.org/$2/$1 Good");
        var html = await environment.RenderAsync("[[InterWiki]]");
        Assert.DoesNotContain("alert", html, StringComparison.Ordinal);
        Assert.Contains("https://good.example.org//RecentChanges", html, StringComparison.Ordinal);
    }
}
