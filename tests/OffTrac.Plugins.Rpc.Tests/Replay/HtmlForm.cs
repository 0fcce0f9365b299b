using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>HTML in a form that two equal pages share: the order of attributes and white space beside tags are gone.</summary>
internal static partial class HtmlForm
{
    public static string Of(string html)
    {
        var form = new StringBuilder();
        foreach (var node in new HtmlParser().ParseDocument($"<!DOCTYPE html>{html}").DocumentElement.ChildNodes)
            Append(form, node, isPre: false);
        return form.ToString();
    }

    /// <summary>The text alone, white space folded.</summary>
    public static string TextOf(string html) =>
        Space().Replace(new HtmlParser().ParseDocument($"<!DOCTYPE html>{html}").DocumentElement.TextContent, " ").Trim();

    private static void Append(StringBuilder form, INode node, bool isPre)
    {
        switch (node)
        {
            case IElement element:
                form.Append('<').Append(element.LocalName);
                foreach (var attribute in element.Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
                    form.Append(' ').Append(attribute.Name).Append("=[").Append(Value(attribute)).Append(']');
                form.Append('>').AppendLine();
                foreach (var child in element.ChildNodes)
                    Append(form, child, isPre || element.LocalName is "pre");
                form.Append("</").Append(element.LocalName).Append('>').AppendLine();
                break;
            case IText text when isPre:
                form.Append(text.Data).AppendLine();
                break;
            case IText text when Space().Replace(text.Data, " ").Trim(' ') is { Length: > 0 } words:
                form.Append(words).AppendLine();
                break;
            case IComment comment:
                form.Append("<!--").Append(comment.Data.Trim()).Append("-->").AppendLine();
                break;
        }
    }

    private static string Value(IAttr attribute) => attribute.Name switch
    {
        "class" => string.Join(' ', attribute.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)),
        "style" => string.Join("; ", attribute.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => Colon().Replace(part, ": "))),
        _ => attribute.Value,
    };

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\s*:\s*")]
    private static partial Regex Colon();
}
