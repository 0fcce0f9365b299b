using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace OffTrac.Plugins.Macros.Tests.Rendering;

/// <summary>HTML as a browser takes it: the tree, attributes as sets, white space where it shows.</summary>
internal static class HtmlTree
{
    private static readonly HashSet<string> s_blocks = new(StringComparer.Ordinal)
    {
        "blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul",
    };

    public static string Of(string html)
    {
        var tree = new StringBuilder();
        Write(Parse(html), tree, isPreformatted: false);
        return tree.ToString();
    }

    public static string TextOf(string html)
        => string.Join(' ', Parse(html).TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    public static IElement Parse(string html) => new HtmlParser().ParseDocument($"<!DOCTYPE html><body>{html}").Body!;

    private static void Write(INode node, StringBuilder tree, bool isPreformatted)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
                WriteText(text.Data, tree, isPreformatted);
            else if (child is IElement element)
                WriteElement(element, tree, isPreformatted);
            else if (child is IComment comment)
                tree.Append("<!--").Append(comment.Data).Append("-->");
        }
    }

    private static void WriteText(string text, StringBuilder tree, bool isPreformatted)
    {
        foreach (var letter in text)
        {
            if (isPreformatted || letter is not (' ' or '\t' or '\r' or '\n' or '\f'))
                tree.Append(letter);
            else if (tree.Length > 0 && tree[^1] != ' ')
                tree.Append(' ');
        }
    }

    private static void WriteElement(IElement element, StringBuilder tree, bool isPreformatted)
    {
        var isBlock = s_blocks.Contains(element.LocalName);
        isPreformatted |= element.LocalName == "pre";
        if (isBlock)
            TrimEnd(tree);
        tree.Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
            tree.Append(' ').Append(attribute.Name).Append('=').Append(attribute.Value).Append('|');
        tree.Append('>').Append(isBlock && !isPreformatted ? " " : "");
        Write(element, tree, isPreformatted);
        if (isBlock && !isPreformatted)
            TrimEnd(tree);
        tree.Append("</").Append(element.LocalName).Append('>').Append(isBlock ? " " : "");
    }

    private static void TrimEnd(StringBuilder tree)
    {
        while (tree.Length > 0 && tree[^1] == ' ')
            tree.Length--;
    }
}
