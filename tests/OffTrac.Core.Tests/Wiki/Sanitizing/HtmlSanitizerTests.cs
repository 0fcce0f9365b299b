using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using OffTrac.Core.Tests.Configuration;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Core.Wiki.Sanitizing;

namespace OffTrac.Core.Tests.Wiki.Sanitizing;

/// <summary>HTML comes out as Trac's sanitiser leaves it, and never with anything that runs.</summary>
public sealed class HtmlSanitizerTests
{
    private static readonly HtmlSanitizer s_sanitizer = new(new IniText(""));

    private static readonly string[] s_pieces =
    [
        "<", ">", "/", "</", "<a ", "<b>", "<img ", "<input ", "<script>", "</script>", "<style>", "</style", "<textarea>", "<svg ", "<math><mtext>",
        "<table>", "<form ", "<!--", "-->", "<![CDATA[", "]]>", "<!doctype ", "<?", "?>", "=", "\"", "'", " ", "\n", "\0", "href", "src", "style",
        "onclick", "onerror=x()", "action", "formaction", "background", "javascript:", "JaVa\tScRiPt:", "&#106;avascript:", "&#x6A;", "&colon;", "data:text/html,",
        "vbscript:", "http://x/", "url(", "expression(", "\\65", "/**/", "color:red;", "-moz-binding:", "x", "&amp;", "&lt;", "&", "ʀ", "İ", "K",
    ];

    [Fact]
    public void Html_IsSanitisedAsTracDoes()
    {
        foreach (var line in RecordedCases.Read("HtmlSanitizerTests.cases.jsonl"))
        {
            var recorded = JsonSerializer.Deserialize<Dictionary<string, string>>(line)!;
            Assert.Equal($"{recorded["in"]} => {recorded["out"]}", $"{recorded["in"]} => {s_sanitizer.Sanitize(recorded["in"])}");
        }
    }

    [Fact]
    public void KnownAttacks_LeaveNothingThatRuns()
    {
        var attacks = RecordedCases.Read("HtmlSanitizerTests.attacks.cases.txt").Where(line => line.Length > 0).ToList();
        Assert.True(attacks.Count > 60);
        foreach (var attack in attacks.Select(line => line.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\0", "\0", StringComparison.Ordinal)))
            AssertSafe(attack);
    }

    [Fact]
    public void AnyMarkup_LeavesNothingThatRuns() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(Arb.From(Gen.Elements(s_pieces).ListOf().Select(string.Concat)), AssertSafe));

    [Theory]
    [InlineData("<a ", "")]
    [InlineData("<a x=\">\"", "")]
    [InlineData("<a x='", ">")]
    [InlineData("<!--", ">")]
    [InlineData("<!-- >", "")]
    [InlineData("<![if x]", ">")]
    [InlineData("</", ">")]
    [InlineData("<?", "")]
    [InlineData("<div><div style=\"", ">")]
    [InlineData("&#x", "")]
    [InlineData("&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "")]
    [InlineData("<script></script ", ">")]
    [InlineData("<div style=\"x:url(url(url(", "\">")]
    [InlineData("<div>", "")]
    public void MegabytesOfUnendedMarkup_AreReadToTheEnd(string piece, string end)
    {
        var html = new StringBuilder().Insert(0, piece, 2_000_000 / piece.Length).Append(end).ToString();
        Assert.NotNull(s_sanitizer.Sanitize(html));
    }

    [Fact]
    public void MegabytesOfStyle_AreReadToTheEnd()
    {
        string[] pieces = ["url(", "url ", "/*", "/*\n", "\\", "expression", "a:b;", "\\65 ", "margin:-"];
        foreach (var piece in pieces)
            Assert.NotNull(s_sanitizer.SanitizeAttributes("p", new Dictionary<string, string> { ["style"] = "color: " + new StringBuilder().Insert(0, piece, 200_000) }));
    }

    [Fact]
    public void UnsafeContent_PassesOnlyWhereTheAdministratorWantsIt()
    {
        var ini = new IniText("[wiki]\nrender_unsafe_content = enabled");
        var sanitizer = new HtmlSanitizer(ini);
        Assert.Equal("<script>x</script>", sanitizer.Sanitize("<script>x</script>"));
        ini["wiki", "render_unsafe_content"] = "disabled";
        Assert.Equal("", sanitizer.Sanitize("<script>x</script>"));
        ini["wiki", "safe_schemes"] = "gopher";
        Assert.Equal("<a href=\"gopher://x\">a</a><a>b</a>", sanitizer.Sanitize("<a href='gopher://x'>a</a><a href='http://x'>b</a>"));
    }

    [Theory]
    [InlineData("/local.png", true)]
    [InlineData("data:image/png,x", true)]
    [InlineData("https://img.example.org/a.png", true)]
    [InlineData("https://img.example.org", true)]
    [InlineData("https://img.example.org.evil.net/a.png", false)]
    [InlineData("http://img.example.org/a.png", false)]
    [InlineData("//img.example.org/a.png", true)]
    [InlineData("//evil.net/a.png", false)]
    public void Images_AreFetchedWithCredentialsFromSafeOriginsOnly(string address, bool isSafe)
    {
        var sanitizer = new HtmlSanitizer(new IniText("[wiki]\nsafe_origins = data:, https://img.example.org"));
        Assert.Equal(isSafe, sanitizer.IsSafeOrigin(address, "https"));
    }

    private static void AssertSafe(string html)
    {
        string clean;
        try
        {
            clean = s_sanitizer.Sanitize(html);
        }
        catch (HtmlSyntaxException)
        {
            return;
        }

        foreach (var element in new HtmlParser().ParseDocument($"<body><div>{clean}").All)
        {
            Assert.False(element.LocalName is "script" or "style" or "svg" or "math" or "iframe" or "object" or "embed" or "base" or "meta" or "link", $"{element.LocalName} of {html}");
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"{attribute.Name} of {html}");
                if (attribute.Name is "href" or "src" or "action" or "background" or "formaction")
                    Assert.DoesNotMatch("^[\\x00-\\x20]*(javascript|vbscript|data)[\\x00-\\x20]*:", attribute.Value.ToLowerInvariant());
                if (attribute.Name is "style")
                    Assert.DoesNotContain("expression(", attribute.Value.ToLowerInvariant(), StringComparison.Ordinal);
            }
        }
    }
}
