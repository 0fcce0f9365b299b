using OffTrac.Core.Environments;

namespace OffTrac.Core.Tests.Environments;

public sealed class WikiTextNamesTests
{
    [Theory]
    [InlineData("see [[TitleIndex]] and [[RecentChanges(a, 3)]]", "TitleIndex RecentChanges")]
    [InlineData("[[Image(x.png)]]", "Image")]
    [InlineData("![[TitleIndex]] `[[Image(x)]]` {{{[[Gone]]}}}", "")]
    [InlineData("[[wiki:Page|a link]] [[#anchor]]", "")]
    [InlineData("{{{\n[[Quoted]]\n}}}\n[[After]]", "After")]
    [InlineData("{{{#!python\n[[Quoted]]\n}}}\n[[After]]", "#python After")]
    [InlineData("{{{\n#!python\n[[Quoted]]\n}}}\n[[After]]", "#python After")]
    [InlineData("{{{#!div\n[[Inside]]\n{{{\n[[Quoted]]\n}}}\n[[Again]]\n}}}", "#div Inside Again")]
    [InlineData("{{{#!Odd\n{{{#!div\n[[Quoted]]\n}}}\n}}}\n[[After]]", "#Odd After")]
    public void Calls_AreFound_OutsideOfCode(string text, string expected)
    {
        var found = new List<string>();
        WikiTextNames.Collect(text, found.Add, name => found.Add("#" + name));
        Assert.Equal(expected, string.Join(' ', found));
    }
}
