namespace OffTrac.Core.Tests.Wiki.Rendering;

/// <summary>Markup where what Trac makes of it isn't plain.</summary>
public sealed class DocumentWriterTests : IDisposable
{
    private readonly WikiHtml _wiki = new();

    [Theory]
    [InlineData("''a '''b'' c'''", "<p>\n<em>a <strong>b</strong></em><strong> c</strong>\n</p>\n")]
    [InlineData("'''''a''' b'' c", "<p>\n<strong><em>a</em></strong><em> b</em> c\n</p>\n")]
    [InlineData("''a '''''b", "<p>\n<em>a </em><strong>b\n</strong></p>\n")]
    [InlineData("**a __b", "<p>\n<strong>a <span class=\"underline\">b\n</span></strong></p>\n")]
    public void StylesClosedOutOfOrder_AreOpenedAgain(string text, string html) => Assert.Equal(html, _wiki.Of(text));

    [Theory]
    [InlineData(" * a\n   1. b\n * c", "<ul><li>a\n<ol><li>b\n</li></ol></li><li>c\n</li></ul>")]
    [InlineData(" * a\n 1. b", "<ul><li>a\n</li></ul><ol><li>b\n</li></ol>")]
    [InlineData("   * a\n * b", "<ul><li>a\n</li></ul><ul><li>b\n</li></ul>")]
    [InlineData(" * a\n   more\n * b", "<ul><li>a\nmore\n</li><li>b\n</li></ul>")]
    [InlineData(" c. x\n d. y", "<ol class=\"loweralpha\" start=\"3\"><li>x\n</li><li>y\n</li></ol>")]
    [InlineData(" 007. x", "<ol start=\"7\"><li>x\n</li></ol>")]
    [InlineData(" * '''a\n * b", "<ul><li><strong>a\n</strong></li><li>b\n</li></ul>")]
    public void Lists_NestByTheirIndentation(string text, string html) => Assert.Equal(html, _wiki.Of(text));

    [Theory]
    [InlineData(" a:: b\n   c:: d", "<dl class=\"wiki\"><dt>a</dt><dd>b\n</dd><dt>c</dt><dd>d\n</dd></dl>\n")]
    [InlineData(" `x::y` z:: d", "<dl class=\"wiki\"><dt>`x</dt><dd>d\n</dd></dl>\n")]
    [InlineData(" a::b:: c", "<blockquote>\n<p>\na::b:: c\n</p>\n</blockquote>\n")]
    [InlineData(" {a}:: c", "<blockquote>\n<p>\n{a}:: c\n</p>\n</blockquote>\n")]
    [InlineData("  :: c", "<dl class=\"wiki\"><dt></dt><dd>c\n</dd></dl>\n")]
    public void Terms_EndAtTheFirstColonsOutsideOfCode(string text, string html) => Assert.Equal(html, _wiki.Of(text));

    [Theory]
    [InlineData("||a|| b ||", "<table class=\"wiki\">\n<tr><td>a</td><td> b \n</td></tr></table>\n")]
    [InlineData("||= a =|| b||", "<table class=\"wiki\">\n<tr><th> a </th><td style=\"text-align: right\"> b\n</td></tr></table>\n")]
    [InlineData("||||  a  ||", "<table class=\"wiki\">\n<tr><td colspan=\"2\" style=\"text-align: center\">  a  \n</td></tr></table>\n")]
    [InlineData("|| a ||\\\n|| b ||", "<table class=\"wiki\">\n<tr><td> a \n</td><td> b \n</td></tr></table>\n")]
    [InlineData("|| a !|| b ||", "<table class=\"wiki\">\n<tr><td> a || b \n</td></tr></table>\n")]
    [InlineData("||a||\n|- class=x style=\"color: red\"\n||b||", "<table class=\"wiki\">\n<tr><td>a\n</td></tr><tr style=\"color: red\">\n<td>b\n</td></tr></table>\n")]
    [InlineData("x || '''a ||", "<table class=\"wiki\">\n<tr>x <td> <strong>a \n</strong></td></tr></table>\n")]
    public void Cells_TakeWidthAndAlignmentFromTheirSeparators(string text, string html) => Assert.Equal(html, _wiki.Of(text));

    [Theory]
    [InlineData("{{{\n}}}", "")]
    [InlineData("{{{\nx", "<pre class=\"wiki\">x\n</pre>")]
    [InlineData("{{{\n{{{\nx\n}}}\n}}}", "<pre class=\"wiki\">{{{\nx\n}}}\n</pre>")]
    [InlineData("  {{{\n  a\n    b\n\n  }}}", "<pre class=\"wiki\">a\n  b\n\n</pre>")]
    [InlineData("{{{ x }}}", "<p>\n<code> x </code>\n</p>\n")]
    [InlineData("{{{#!td\na\n}}}\n{{{#!td\nb\n}}}", "<table class=\"wiki\">\n<tr><td><p>\na\n</p>\n</td><td><p>\nb\n</p>\n</td></tr></table>\n")]
    [InlineData("{{{#!tr\nno cell\n}}}", "<div class=\"system-message\"><strong>!#tr must contain at least one table cell (and table cells only)</strong></div>")]
    [InlineData("{{{#!nosuch\nx\n}}}", "<div class=\"system-message\"><strong>Error: Failed to load processor <code>nosuch</code></strong><pre>No macro or processor named &#39;nosuch&#39; found</pre></div>")]
    [InlineData("{{{#!div class=\"a\" -b c onclick=x\ny\n}}}", "<div class=\"a\"><p>\ny\n</p>\n</div>")]
    [InlineData("{{{#!div style=\"color: red; x: \\22 onload=\\22\"\n}}}", "<div class=\"wikipage\" style=\"color: red\"></div>")]
    public void Blocks_AreReadLineByLine(string text, string html) => Assert.Equal(html, _wiki.Of(text));

    [Theory]
    [InlineData("> a\n>> b\n> c", "<blockquote class=\"citation\">\n<p>\na\n</p>\n<blockquote class=\"citation\">\n<p>\nb\n</p>\n</blockquote>\n<p>\nc\n</p>\n</blockquote>\n")]
    [InlineData(" a\n   b", "<blockquote>\n<p>\na\n</p>\n<blockquote>\n<p>\nb\n</p>\n</blockquote>\n</blockquote>\n")]
    [InlineData(" * a\n > b", "<ul><li>a\n<blockquote class=\"citation\">\n<p>\nb\n</p>\n</blockquote>\n</li></ul>")]
    public void QuotesAndCitations_Nest(string text, string html) => Assert.Equal(html, _wiki.Of(text));

    [Theory]
    [InlineData("= a =\n= a =", "<h1 class=\"section\" id=\"a\">a</h1>\n<h1 class=\"section\" id=\"a1\">a</h1>\n")]
    [InlineData("== a #b c == #d.e", "<h2 class=\"section\" id=\"d.e\">a #b c</h2>\n")]
    [InlineData("= 1 & 2 =", "<h1 class=\"section\" id=\"a12\">1 &amp; 2</h1>\n")]
    [InlineData("======= a", "<p>\n======= a\n</p>\n")]
    [InlineData("= &#65; =", "<h1 class=\"section\" id=\"A\">&amp;#65;</h1>\n")]
    public void Headings_GetAnchorsOfTheirText(string text, string html) => Assert.Equal(html, _wiki.Of(text));

    [Theory]
    [InlineData("WikiStart1", "WikiStart1")]
    [InlineData("Wiki/Start1", "Wiki/Start1")]
    [InlineData("WikiStart:x", "<a href=\"WikiStart:x\">WikiStart:x</a>")]
    [InlineData("WikiStart: x", "<a href=\"wiki:WikiStart\">WikiStart</a>: x")]
    [InlineData("WikiStart@12#a.b.", "<a href=\"wiki:WikiStart@12#a.b\">WikiStart@12#a.b</a>.")]
    [InlineData("xWikiStart ..../WikiStart", "xWikiStart ..<a href=\"wiki:../WikiStart\">../WikiStart</a>")]
    [InlineData("[WikiStart  ]", "<a href=\"wiki:WikiStart\"></a>")]
    [InlineData("[WikiStart ]", "[<a href=\"wiki:WikiStart\">WikiStart</a> ]")]
    [InlineData("http://a.b/c_, x", "<a href=\"http://a.b/c\">http://a.b/c</a>_, x")]
    [InlineData("wiki:'a b' \"c\":d", "<a href=\"wiki:a b\">wiki:'a b'</a> \"c\":d")]
    [InlineData("[wiki:\"a\"b c]", "<a href=\"wiki:&#34;a&#34;b\">c</a>")]
    [InlineData("<http://a b>", "&lt;<a href=\"http://a b\">http://a b</a>&gt;")]
    [InlineData("joe@a.1.org joe@a.1", "<a href=\"mailto:joe@a.1.org\">joe@a.1.org</a> joe@a.1")]
    [InlineData("&#1 #T2 r3x r3:4x", "&amp;#1 <a href=\"ticket:2\">#T2</a> r3x <a href=\"log:@3\">r3</a>:4x")]
    [InlineData("[abc 1] [deadbeef1] [abc]", "<a href=\"changeset:1\">[abc 1]</a> <a href=\"changeset:deadbeef1\">[deadbeef1]</a> [abc]")]
    [InlineData("[[a|b]] [[/a|b]] [[a:b | c]]", "<a href=\"wiki:a\">b</a> <a href=\":/a\">b</a> <a href=\"a:b \"> c</a>")]
    [InlineData("!#1 !WikiStart !http://a.b !!", "#1 WikiStart http://a.b !!")]
    [InlineData("javascript:x java://y", "<a>javascript:x</a> <a href=\"java://y\">java://y</a>")]
    public void Links_AreFoundAsByTracsExpressions(string text, string line) => Assert.Equal($"<p>\n{line}\n</p>\n", _wiki.Of(text));

    [Theory]
    [InlineData(" = a =\n * b\n|| c ||", "= a =\n * b\n|| c ||")]
    [InlineData("a\n{{{\nb\n}}}\nc", "a\n [\u2026]\nc")]
    [InlineData("a {{{\nb", "a {{{\nb")]
    [InlineData("a\n{{{\nb", "a[\u2026]")]
    [InlineData("a...", "a\u2026")]
    [InlineData("'''a", "<strong>a</strong>")]
    public void OneLine_HasNoBlocks(string text, string html) => Assert.Equal(html, _wiki.OneLineOf(text));

    [Fact]
    public void LongLine_IsCutAtAWord()
        => Assert.Equal(string.Concat(Enumerable.Repeat("twelve chars ", 5)).TrimEnd() + " \u2026", _wiki.OneLineOf(string.Concat(Enumerable.Repeat("twelve chars ", 9)), shorten: true));

    [Fact]
    public void LineEndsAreKept_WhereTheContextWantsIt()
        => Assert.Equal("<p>\na<br />\nb[[c<br />\nd\n</p>\n".Replace("d\n", "d<br />\n", StringComparison.Ordinal), _wiki.Of("a\nb[[c\nd", preservesNewlines: true));

    [Fact]
    public void Outline_HasTheAnchorsOfThePage()
    {
        var outline = _wiki.OutlineOf("= [wiki:A b] =\n{{{\n= no =\n}}}\n> = no =\n== b ==\n= b =");
        Assert.Equal(["1 b b", "2 b1 b", "1 b2 b"], outline.Select(heading => $"{heading.Depth} {heading.Anchor} {heading.Html}"));
    }

    [Fact]
    public void PlainText_KeepsWhatPeopleRead()
        => Assert.Equal(
            "Title\n * one label\n> cited\ncode\n\nterm: text & more",
            WikiHtml.PlainTextOf("= Title =\n * '''one''' [wiki:A label]\n> ''cited''\n{{{\ncode\n}}}\n term:: text & more"));

    public void Dispose() => _wiki.Dispose();
}
