using System.Text;
using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>The styles that are open, in the order of opening. What is closed out of order is closed and opened again around it.</summary>
internal sealed class OpenStyles
{
    private static readonly (string Open, string Close)[] s_tags =
    [
        ("<strong>", "</strong>"),
        ("<strong>", "</strong>"),
        ("<em>", "</em>"),
        ("<em>", "</em>"),
        ("<span class=\"underline\">", "</span>"),
        ("<del>", "</del>"),
        ("<sub>", "</sub>"),
        ("<sup>", "</sup>"),
    ];

    private readonly List<WikiStyle> _open = [];

    public void Toggle(WikiStyle style, StringBuilder html)
    {
        if (style == WikiStyle.BoldItalic)
            ToggleBoldItalic(html);
        else if (_open.Contains(style))
            Close(style, html);
        else
            Open(style, html);
    }

    public void CloseAll(StringBuilder html)
    {
        for (var index = _open.Count - 1; index >= 0; index--)
            html.Append(s_tags[(int)_open[index]].Close);
        _open.Clear();
    }

    /// <summary>Closes those of the two that are open, opens the others.</summary>
    private void ToggleBoldItalic(StringBuilder html)
    {
        var bold = _open.IndexOf(WikiStyle.Bold);
        var italic = _open.IndexOf(WikiStyle.Italic);
        if (bold >= 0 && italic >= 0)
        {
            Close(italic < bold ? WikiStyle.Bold : WikiStyle.Italic, html);
            Close(italic < bold ? WikiStyle.Italic : WikiStyle.Bold, html);
            return;
        }

        if (bold >= 0)
            Close(WikiStyle.Bold, html);
        if (italic >= 0)
            Close(WikiStyle.Italic, html);
        if (bold < 0)
            Open(WikiStyle.Bold, html);
        if (italic < 0)
            Open(WikiStyle.Italic, html);
    }

    private void Open(WikiStyle style, StringBuilder html)
    {
        _open.Add(style);
        html.Append(s_tags[(int)style].Open);
    }

    private void Close(WikiStyle style, StringBuilder html)
    {
        var index = _open.LastIndexOf(style);
        for (var inner = _open.Count - 1; inner >= index; inner--)
            html.Append(s_tags[(int)_open[inner]].Close);
        _open.RemoveAt(index);
        for (var inner = index; inner < _open.Count; inner++)
            html.Append(s_tags[(int)_open[inner]].Open);
    }
}
