using FsCheck;
using FsCheck.Fluent;
using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Tests.Wiki.Rendering;

/// <summary>What holds of every text, however wrong or hostile.</summary>
public sealed class AnyTextTests : IDisposable
{
    private static readonly string[] s_pieces =
    [
        "a", "b ", " ", "  ", "\n", "\n", "\n\n", "\t", "\r", "\f", "\u00a0", "\u200b", "é", "🚢", "\ud83d", "\udea2", "\0", "&", "<", ">", "\"", "'", "''", "'''", "'''''", "**", "//",
        "__", "~~", ",,", "^", "`", "{{{", "}}}", "{{{\n", "\n}}}\n", "{{{#!div\n", "{{{#!td onclick=\"x()\"\n", "{{{#!tr\n", "{{{#!table style=\"x:expression(y)\"\n", "{{{#!span\n", "{{{#!htmlcomment\n",
        "#!comment", "[[", "]]", "[[BR]]", "[[span(a, onclick=b)]]", "[[Macro(a|b)]]", "[", "]", "[=#a b]", "[[=#a|b]]", "[wiki:", "[\"a\"", "[WikiStart x]", "javascript:alert(1)", "javascript://x",
        "[javascript:alert(1) x]", "[[javascript:alert(1)|x]]", "data:text/html,x", "http://a.b/c", "joe@example.org", "WikiStart", "../", "./", "#1", "{1}", "[1]", "r1:3", "= ", " =", "== a == #b", " * ", " - ",
        " 1. ", " a. ", " iv. ", " a:: ", "> ", ">>", "||", "||=", "|-", "|- a=\"b\" ", "\\", "\\\\", "----", "!", "!!", "...", "<script>", "</p>", "<!--", "-->", " onload=x ",
    ];

    private readonly WikiHtml _wiki = new();

    [Fact]
    public void AnyMarkup_IsRenderedWithoutScript()
    {
        var texts = Gen.Select(Gen.ListOf(Gen.Elements(s_pieces)), list => string.Concat(list));
        Prop.ForAll(texts.ToArbitrary(), IsSafe).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(120));
    }

    [Fact]
    public void AnyText_IsRenderedWithoutScript()
        => Prop.ForAll<string>(text => IsSafe(text ?? "")).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData("{{{#!div\n")]
    [InlineData("{{{#!div\n", "}}}\n")]
    [InlineData("{{{#!table\n{{{#!tr\n{{{#!td\n", "}}}\n}}}\n}}}\n")]
    [InlineData(">")]
    [InlineData("'''''__~~,,^''**//")]
    [InlineData("[[")]
    [InlineData("[[span(", ")]]")]
    [InlineData("[wiki:\"a [=#b ")]
    public void TenMegabytesOfNesting_AreRendered(string open, string close = "")
    {
        var count = 10_000_000 / (open.Length + close.Length);
        var html = _wiki.Of(string.Concat(Enumerable.Repeat(open, count)) + string.Concat(Enumerable.Repeat(close, count)));
        Assert.InRange(html.Length, 1, 16 * 10_000_000);
    }

    [Theory]
    [InlineData("* a\n", 4000)]
    [InlineData("a\n", 4000)]
    [InlineData("{{{#!div\n", 300)]
    public void TenMegabytesOfDeeperAndDeeperIndentation_AreRendered(string line, int deepest)
    {
        var text = new System.Text.StringBuilder();
        for (var depth = 1; text.Length < 10_000_000; depth++)
            text.Append(' ', depth % deepest).Append(line);
        Assert.InRange(_wiki.Of(text.ToString()).Length, 1, 2 * 10_000_000);
    }

    [Fact]
    public void BlocksTooDeep_AreRefusedInTheirPlace()
    {
        var deep = WikiParser.MaxDepth + 1;
        var html = _wiki.Of(string.Concat(Enumerable.Repeat("{{{#!div\n", deep)) + "x\n" + string.Concat(Enumerable.Repeat("}}}\n", deep)) + "after");
        Assert.Contains("Blocks may be nested 100 deep, not deeper.", html, StringComparison.Ordinal);
        Assert.EndsWith("<p>\nafter\n</p>\n", html, StringComparison.Ordinal);
    }

    public void Dispose() => _wiki.Dispose();

    /// <summary>As HTML, as one line, as outline and as text; links lead wherever they say, so that the writer is the last to look.</summary>
    private void IsSafe(string text)
    {
        AssertNoScript(_wiki.Of(text));
        AssertNoScript(_wiki.Of(text, preservesNewlines: true));
        AssertNoScript(_wiki.OneLineOf(text));
        AssertNoScript(_wiki.OneLineOf(text, shorten: true));
        foreach (var heading in _wiki.OutlineOf(text, shorten: true))
            AssertNoScript(heading.Html);
        Assert.NotNull(WikiHtml.PlainTextOf(text));
    }

    private static void AssertNoScript(string html)
    {
        foreach (var element in WikiHtml.Parse(html).QuerySelectorAll("*"))
        {
            Assert.False(element.LocalName is "script" or "iframe" or "object" or "embed" or "style", html);
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), html);
                Assert.False(attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) && attribute.Name is "href" or "src", html);
                Assert.DoesNotContain("expression(", attribute.Name == "style" ? attribute.Value : "", StringComparison.OrdinalIgnoreCase);
            }
        }
    }
}
