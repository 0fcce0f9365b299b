using System.Collections.Frozen;
using System.Text;
using OffTrac.Core.Wiki.Sanitizing;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>The attributes that a processor writes on its element, sanitised.</summary>
internal static class ElementAttributes
{
    // As trac/util/html.py writes them: present or absent, whatever the value.
    private static readonly FrozenSet<string> s_flags = FrozenSet.Create(
        StringComparer.Ordinal,
        "async", "autofocus", "autoplay", "checked", "controls", "default", "defer", "disabled", "formnovalidate", "hidden", "ismap", "loop", "multiple",
        "muted", "novalidate", "open", "readonly", "required", "reversed", "scoped", "seamless", "selected");

    /// <summary>
    /// Writes them as Trac does: escaped first, so that the rules see the escaped value. What those unescape is escaped again.
    /// </summary>
    public static StringBuilder AppendTo(StringBuilder html, HtmlSanitizer sanitizer, string element, IReadOnlyDictionary<string, string>? arguments)
    {
        if (arguments is null || arguments.Count == 0)
            return html;
        var attributes = new Dictionary<string, string>(arguments.Count, StringComparer.Ordinal);
        foreach (var (key, value) in arguments)
        {
            var name = key.EndsWith('_') ? key[..^1] : key;
            if (!s_flags.Contains(name))
                attributes[name] = HtmlText.Escape(value);
            else if (value.Length > 0 && value != "False")
                attributes[name] = name;
        }

        foreach (var (name, value) in sanitizer.SanitizeAttributes(element, attributes))
        {
            if (value.Length > 0)
                html.Append(' ').Append(name).Append("=\"").Append(Quoted(value)).Append('"');
        }

        return html;
    }

    private static string Quoted(string escaped)
        => escaped.Replace("\"", "&#34;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
