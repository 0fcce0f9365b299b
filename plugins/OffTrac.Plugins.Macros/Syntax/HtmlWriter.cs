using System.Text;

namespace OffTrac.Plugins.Macros.Syntax;

/// <summary>Writes HTML. All text and all values of attributes are escaped; an attribute without value is left out, as Trac does.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();

    public HtmlWriter Open(string element) => Open(element, []);

    public HtmlWriter Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            if (string.IsNullOrEmpty(value))
                continue;
            _html.Append(' ').Append(name).Append("=\"");
            Escape(value);
            _html.Append('"');
        }

        _html.Append('>');
        return this;
    }

    public HtmlWriter Close(string element)
    {
        _html.Append("</").Append(element).Append('>');
        return this;
    }

    public HtmlWriter Text(string? text)
    {
        Escape(text);
        return this;
    }

    /// <summary>An element that holds text only.</summary>
    public HtmlWriter Element(string element, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Open(element, attributes).Text(text).Close(element);

    /// <summary>What is HTML already.</summary>
    public HtmlWriter Html(string? html)
    {
        _html.Append(html);
        return this;
    }

    public override string ToString() => _html.ToString();

    private void Escape(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny("&<>\"") is >= 0 and var at)
        {
            _html.Append(text[..at]).Append(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&#34;" });
            text = text[(at + 1)..];
        }

        _html.Append(text);
    }
}
