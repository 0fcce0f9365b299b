using System.Text;

namespace OffTrac.Core.Mimeview.Highlighting;

/// <summary>Writes tokens as elements with the short class names of Pygments. No element reaches over the end of a line.</summary>
internal sealed class HighlightWriter(string source)
{
    private readonly StringBuilder _html = new(source.Length * 2);

    public string Source => source;

    /// <summary>Writes a part of the source; an empty class is plain text.</summary>
    public void Write(int start, int end, string cssClass)
    {
        if (cssClass.Length == 0)
        {
            MarkupText.Append(_html, source.AsSpan(start, end - start));
            return;
        }

        while (start < end)
        {
            var length = source.AsSpan(start, end - start).IndexOf('\n');
            var stop = length < 0 ? end : start + length;
            if (stop > start)
            {
                _html.Append("<span class=\"").Append(cssClass).Append("\">");
                MarkupText.Append(_html, source.AsSpan(start, stop - start)).Append("</span>");
            }

            if (length >= 0)
                _html.Append('\n');
            start = stop + 1;
        }
    }

    public override string ToString() => _html.ToString();
}
