namespace OffTrac.Plugins.Macros.Tests;

public sealed class ReferenceTests(MacroFixture fixture) : IClassFixture<MacroFixture>
{
    [Theory]
    [InlineData("TracIni(wiki, max)", """<tr class="even" id="wiki-max_size-option">""", "<code>262144</code>")]
    [InlineData("TracIni(section=*ik*, option=split*)", "wiki-split_page_names-option", "disabled")]
    [InlineData("TracAdminHelp(wiki export)", "<pre class=\"wiki\">wiki export &lt;page&gt; [&lt;file&gt;]\n\n    ", "\n\n</pre>")]
    [InlineData("TracAdminHelp(nosuch)", "Macro TracAdminHelp(nosuch) failed", "Unknown trac-admin command &quot;nosuch&quot;")]
    [InlineData("InterTrac", "Alias for <strong>other</strong>", "https://trac.edgewall.org/timeline")]
    [InlineData("KnownMimeTypes(image/svg)", "<code>image/svg+xml</code>", "<code>svg</code>")]
    [InlineData("RepositoryIndex(format=table, order=date)", "/browser/?desc=1&amp;order=date", "Last Change")]
    [InlineData("Workflow(a = b -> c; a.label = go on)", "&#34;nodes&#34;:[&#34;b&#34;,&#34;c&#34;],&#34;actions&#34;:[&#34;go on&#34;],&#34;edges&#34;:[[0,1,0]]", "width:800px;height:600px")]
    [InlineData("Workflow(nonsense)", "Macro Workflow(nonsense) failed", "ParsingError: Source contains parsing errors: ")]
    public async Task Macro_TellsWhatThereIs(string call, string expected, string and)
    {
        var environment = fixture.Environment;
        var html = await environment.RenderAsync($"[[{call}]]");
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains(and, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outline_ListsTheHeadingsOfItsText()
    {
        var environment = fixture.Environment;
        var html = await environment.RenderAsync("= A =\n== B ==\n=== C === #own\n[[PageOutline(2-3, Title, inline, unnumbered)]]");
        Assert.Contains("""<div class="wiki-toc-un"><h4 class="section">Title</h4>""", html, StringComparison.Ordinal);
        Assert.Contains("""<a href="#own">C</a>""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("""<a href="#A">""", html, StringComparison.Ordinal);
        Assert.Contains("<code>x</code>", await environment.RenderAsync("[[PageOutline(x)]]"), StringComparison.Ordinal);
    }
}
