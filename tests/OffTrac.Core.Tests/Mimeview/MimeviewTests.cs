using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Mimeview;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Mimeview;

/// <summary>Types are told as Trac tells them, and content is shown with nothing of it lost.</summary>
public sealed class MimeviewTests
{
    private readonly IniText _ini = new("");
    private readonly TestPoints _points = new();
    private readonly MimeviewSystem _mimeview;

    public MimeviewTests()
    {
        _points.Add("trac.mimeview.api.ImageRenderer", new ImageRenderer());
        _points.Add("trac.mimeview.api.PlainTextRenderer", new PlainTextRenderer(_ini));
        _points.Add("trac.mimeview.patch.PatchRenderer", new PatchRenderer(_ini));
        _points.Add("trac.mimeview.pygments.PygmentsRenderer", new PygmentsRenderer(_ini));
        _mimeview = new MimeviewSystem(
            _points.Get<IHtmlPreviewRenderer>(), _points.Get<IContentConverter>(), _ini, NullLogger<MimeviewSystem>.Instance);
    }

    [Theory]
    [InlineData("a.py", null, "text/x-python3")]
    [InlineData("python", null, "text/x-python3")]
    [InlineData("Python", null, null)]
    [InlineData("text/x-python", null, "text/x-python")]
    [InlineData("README", null, "text/plain")]
    [InlineData("README.rst", null, "text/x-rst")]
    [InlineData("a.unknown", null, null)]
    [InlineData("a.png", null, "image/png")]
    [InlineData("a.JPG", null, "image/jpeg")]
    [InlineData("x.ice", null, "text/x-idl")]
    [InlineData("script", "#!/usr/bin/env python\nx", "text/x-python3")]
    [InlineData("script", "#!/bin/sh\nx", "text/x-shellscript")]
    [InlineData("x", "-*- mode: Ruby -*-", "text/x-ruby")]
    [InlineData("x", "text\n# vim: ft=perl", "text/x-perl")]
    [InlineData("x", "a\0b", "application/octet-stream")]
    [InlineData("x", "plain", null)]
    public async Task Type_IsToldByNameThenByText(string name, string? text, string? expected) =>
        Assert.Equal(expected, await _mimeview.GetMimeTypeAsync(name, text, default));

    [Theory]
    [InlineData("python", "text/x-python3")]
    [InlineData("c#", "text/x-csharp")]
    [InlineData("rust", "text/x-rust")]
    [InlineData("text/html", "text/html")]
    [InlineData("nonsense", null)]
    [InlineData("Python", null)]
    public async Task Processor_IsAKeywordOrAType(string name, string? expected) =>
        Assert.Equal(expected, await _mimeview.FindProcessorTypeAsync(name, default));

    [Fact]
    public async Task Options_AddTypesPatternsAndModes()
    {
        _ini["mimeviewer", "mime_map"] = "text/x-berth:berth:quay";
        _ini["mimeviewer", "mime_map_patterns"] = "text/x-python:SCons.*,bad:(,text/plain:LICEN[CS]E";
        _ini["mimeviewer", "pygments_modes"] = "text/x-berth:py:9,nonsense";
        Assert.Equal("text/x-berth", await _mimeview.GetMimeTypeAsync("a.quay", null, default));
        Assert.Equal("text/x-python", await _mimeview.GetMimeTypeAsync("SConstruct", null, default));
        Assert.Equal("text/plain", await _mimeview.GetMimeTypeAsync("LICENSE", null, default));
        Assert.Contains("<span class=\"k\">def</span>", await RenderAsync("text/x-berth", "def x"), StringComparison.Ordinal);
        Assert.Equal("text/x-berth", (await _mimeview.GetKeywordsAsync(default))["berth"]);
    }

    [Fact]
    public async Task Source_IsHighlightedWithTheClassesOfPygments()
    {
        Assert.Equal(
            "<div class=\"code\"><pre><span class=\"k\">def</span> <span class=\"n\">x</span><span class=\"p\">(</span><span class=\"p\">)</span><span class=\"o\">:</span> <span class=\"c1\"># &lt;y&gt;</span>\n</pre></div>",
            await RenderAsync("text/x-python", "def x(): # <y>"));
        Assert.Contains("<span class=\"nt\">&lt;a</span> <span class=\"na\">b</span><span class=\"o\">=</span><span class=\"s\">&#34;c&#34;</span>", await RenderAsync("text/xml", "<a b=\"c\">"), StringComparison.Ordinal);
        Assert.Contains("<span class=\"k\">[a]</span>\n<span class=\"na\">b </span><span class=\"o\">=</span><span class=\"s\"> c</span>", await RenderAsync("text/x-ini", "[a]\nb = c"), StringComparison.Ordinal);
        Assert.Contains("<span class=\"k\">SELECT</span>", await RenderAsync("text/x-sql", "SELECT 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineNumbers_StartWhereTheyAreTold_AndMarkedLinesAreMarked()
    {
        var numbering = new LineNumbering { First = 5, AnchorPrefix = "a-", Marks = "6,8-9" };
        var html = await _mimeview.RenderAsync(Request("text/plain", "one\ntwo\n") with { LineNumbers = numbering }, default);
        Assert.Equal(
            "<table class=\"code\"><thead><tr><th class=\"lineno\" title=\"Line numbers\">Line</th><th class=\"content\">\u00a0</th></tr></thead><tbody>"
            + "<tr><th id=\"a-L5\"><a href=\"#a-L5\">5</a></th><td>one\n</td></tr><tr class=\"hilite\"><th id=\"a-L6\"><a href=\"#a-L6\">6</a></th><td>two\n</td></tr></tbody></table>",
            html);
        Assert.DoesNotContain("hilite", await _mimeview.RenderAsync(Request("text/plain", "one\n") with { LineNumbers = numbering with { Marks = "x" } }, default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_IsATableOfChangedLines_AndWhatIsNoneIsShownAsText()
    {
        var html = await RenderAsync("text/x-diff", "Index: a.c\n--- a.c\t(revision 1)\n+++ a.c\t(working copy)\n@@ -1,2 +1,2 @@ main\n a  b\n-old\n+new\n\\ No newline at end of file\n");
        Assert.Contains("<h2><a>a.c</a></h2>", html, StringComparison.Ordinal);
        Assert.Contains("<th title=\"File a.c (revision 1)\"></th>", html, StringComparison.Ordinal);
        Assert.Contains("<tbody class=\"unmod\"><tr><th>1</th><th>1</th><td class=\"l\"><span>a&nbsp; b</span></td></tr></tbody>", html, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"first\"><th>2</th><th>&nbsp;</th><td class=\"l\"><span>old</span></td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<span><em>&nbsp;No newline at end of file</em></span>", html, StringComparison.Ordinal);
        foreach (var text in (string[])["no patch", "--- a\nx", "--- a\n+++ b\n@@ -1 +1 @@\n?x", "--- a\n+++ b\n@@ -99999999999999999999 +1 @@\n x", "--- a"])
            Assert.StartsWith("<div class=\"code\"><pre>", await RenderAsync("text/x-diff", text), StringComparison.Ordinal);
        Assert.Contains("<del>b</del>", await RenderAsync("text/x-diff", "--- a\n+++ b\n@@ -1 +1 @@\n-abc\n+axc\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARendererThatFails_LeavesItToTheNext()
    {
        _points.Add("test.Broken", new BrokenRenderer());
        Assert.Equal("<div class=\"code\"><pre>x</pre></div>", await RenderAsync("text/x-broken", "x"));
        Assert.Equal("", await RenderAsync("application/pdf", "x"));
        Assert.Equal("", await RenderAsync("text/plain", ""));
        Assert.Equal(
            "<div class=\"image-file\"><img alt=\"&lt;a&gt;\" src=\"/x?a=1&amp;b\" /></div>",
            await _mimeview.RenderAsync(Request("image/png", "x") with { FileName = "<a>", Href = "/x?a=1&b" }, default));
    }

    [Fact]
    public void NothingOfTheSourceIsLost_AndNoElementReachesOverALine()
    {
        string[] pieces = ["\"", "'", "\"\"\"", "'''", "`", "/*", "*/", "//", "#", "--", "<", ">", "<!--", "-->", "=", ":", " ", "\n", "\\", "@\"", "$x", "@x", "{", "}", "[a]", "if", "12.5e3", "é", "𝒳", "&amp;", "&", "+", "-", "x: y"];
        string[] types = ["text/x-python", "text/x-csrc", "text/x-csharp", "text/x-java", "text/javascript", "application/x-sh", "text/x-sql", "text/html", "text/css", "text/x-ini", "application/json", "text/x-yaml", "application/x-yaml", "text/x-ruby", "text/x-php", "text/x-go", "text/x-haskell"];
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1500),
            Prop.ForAll(
                Arb.From(Gen.Elements(pieces).NonEmptyListOf().Select(string.Concat)),
                Arb.From(Gen.Elements(types)),
                (source, type) =>
                {
                    var rendering = new PygmentsRenderer(_ini).RenderAsync(Request(type, source), default);
                    Assert.True(rendering.IsCompletedSuccessfully);
                    if (rendering.Result is not { Html: var html })
                        return;
                    Assert.Equal(source.EndsWith('\n') ? source : source + "\n", WebUtility.HtmlDecode(Regex.Replace(html, "</?span[^>]*>", "", RegexOptions.None, TimeSpan.FromSeconds(5))));
                    foreach (var line in html.Split('\n'))
                        Assert.Equal(Count(line, "<span"), Count(line, "</span>"));
                }));
    }

    [Theory]
    [InlineData("text/x-python", "\"")]
    [InlineData("text/x-csrc", "/*")]
    [InlineData("text/html", "<a b='")]
    [InlineData("text/html", "<!--")]
    [InlineData("text/html", "&")]
    [InlineData("text/x-yaml", "a: ")]
    [InlineData("text/x-diff", "--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n")]
    [InlineData("text/x-diff", "--- ")]
    public async Task MegabytesOfOddSource_AreShown(string type, string piece) =>
        Assert.NotEmpty(await RenderAsync(type, new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length).ToString()));

    [Fact]
    public async Task Converters_AreAskedByQuality_AndAKeyNobodyKnowsIsAnError()
    {
        _points.Add("test.First", new UpperConverter(1, "first", gives: true));
        _points.Add("test.Best", new UpperConverter(9, "best", gives: false));
        Assert.Equal(["best", "first"], (await _mimeview.GetConversionsAsync("text/x-a", default)).Select(conversion => conversion.Name));
        var content = new ContentToConvert { Key = "up", MimeType = "text/x-a", Text = "x", Context = new WikiContext { User = "joe" } };
        var converted = await _mimeview.ConvertAsync(content, default);
        Assert.Equal(("X", "text/x-up", "up"), (Encoding.UTF8.GetString(converted.Content.Span), converted.ContentType, converted.Extension));
        Assert.Equal("X", Encoding.UTF8.GetString((await _mimeview.ConvertAsync(content with { Key = "text/x-up" }, default)).Content.Span));
        var problem = await Assert.ThrowsAsync<TracException>(() => _mimeview.ConvertAsync(content with { Key = "pdf" }, default).AsTask());
        Assert.Equal("No available MIME conversions from text/x-a to pdf", problem.Message);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static PreviewRequest Request(string type, string text) =>
        new() { MimeType = type, Text = text, Context = new WikiContext { User = "joe" } };

    private async Task<string> RenderAsync(string type, string text) => await _mimeview.RenderAsync(Request(type, text), default);

    private sealed class BrokenRenderer : IHtmlPreviewRenderer
    {
        public int GetQuality(string mimeType) => mimeType == "text/x-broken" ? 9 : 0;

        public ValueTask<HtmlPreview?> RenderAsync(PreviewRequest request, CancellationToken cancellation) => throw new TracException("broken");
    }

    private sealed class UpperConverter(int quality, string name, bool gives) : IContentConverter
    {
        public IReadOnlyList<ContentConversion> Conversions { get; } =
            [new ContentConversion { Key = "up", Name = name, Extension = "up", InputType = "text/x-a", OutputType = "text/x-up", Quality = quality }];

        public ValueTask<ConvertedContent?> ConvertAsync(ContentToConvert content, CancellationToken cancellation) => ValueTask.FromResult(
            gives ? new ConvertedContent { Content = Encoding.UTF8.GetBytes(content.Text.ToUpperInvariant()), ContentType = "text/x-up" } : null);
    }
}
