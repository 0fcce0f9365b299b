using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Macros.Tests;

/// <summary>Macros that another plugin brings.</summary>
public sealed class PluginMacroTests
{
    [Fact]
    public async Task Macro_OfAPlugin_IsExpanded_AsACallAndAsABlock()
    {
        await using var environment = await StartAsync();
        var html = await environment.RenderAsync("At [[Tide]].\n\n= [[Tide(noon)]] =\n\n{{{#!Tide\nnight\n}}}");
        Assert.Contains("At <strong>06:12</strong> <a", html, StringComparison.Ordinal);
        Assert.Contains("<strong>noon</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>night", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Macro_ThatThrows_LeavesABox_AndTheRestIsShown()
    {
        await using var environment = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var html = await environment.RenderAsync("before [[Leak]] between [[Tide(never)]] after\n\n[[Tide(noon)]]");
            Assert.Contains("<strong>Error: Macro Leak(None) failed</strong><pre>", html, StringComparison.Ordinal);
            Assert.Contains("the pump is broken", html, StringComparison.Ordinal);
            Assert.Contains("<strong>Macro Tide(never) failed</strong><pre>There is no tide &lt;never&gt;.</pre>", html, StringComparison.Ordinal);
            Assert.Contains(" after", html, StringComparison.Ordinal);
            Assert.Contains("<strong>noon</strong>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Macro_ThatStalls_LeavesABox_AndIsNotWaitedForAgain()
    {
        await using var environment = await StartAsync();
        var html = await environment.RenderAsync("before [[Becalmed]] after [[Becalmed]] [[Tide]]");
        Assert.Equal(2, html.Split("<strong>Error: Macro Becalmed(None) failed</strong>").Length - 1);
        Assert.Contains("an earlier call has not returned yet", html, StringComparison.Ordinal);
        Assert.Contains("<strong>06:12</strong>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MacroList_TellsOfAPluginsMacros_WithTheirOtherNames_ButNotOfSecretOnes()
    {
        await using var environment = await StartAsync();
        var one = await environment.RenderAsync("[[MacroList(Tide)]]");
        Assert.Contains("""<h3 id="Tide-macro"><code>[[Tide]]</code></h3><p><strong>Aliases:</strong><code> [[Flood]]</code></p>""", one, StringComparison.Ordinal);
        Assert.Contains("Says when <em>high tide</em> is.", one, StringComparison.Ordinal);
        var all = await environment.RenderAsync("[[MacroList]]");
        Assert.Contains("""<code>[[Leak]]</code></h3><em>No documentation found</em>""", all, StringComparison.Ordinal);
        Assert.Contains("TitleIndex-macro", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Macro_ThatIsSwitchedOff_IsNone()
    {
        await using var environment = await MacroEnvironment.StartAsync("[components]\ntrac.wiki.macros.TracIniMacro = disabled");
        Assert.Contains("""<a class="missing wiki">TracIni</a>""", await environment.RenderAsync("[[TracIni]]"), StringComparison.Ordinal);
    }

    private static Task<TestEnvironment> StartAsync() =>
        MacroEnvironment.StartAsync("[components]\nfixture.bringsmacros.* = enabled", "BringsMacros");
}
