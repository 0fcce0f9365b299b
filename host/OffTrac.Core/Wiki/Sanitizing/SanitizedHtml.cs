using System.Text;

namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>
/// Writes what is safe of the HTML it is told of. Every tag is written anew from a name and attributes that are allowed, and every text
/// is escaped, so that nothing of the source comes out as it was.
/// </summary>
internal sealed class SanitizedHtml(AttributeSanitizer attributes) : IHtmlHandler
{
    private readonly StringBuilder _html = new();

    /// <summary>Element that is left out with all up to its end tag; null when none is.</summary>
    private string? _leftOut;

    public override string ToString() => _html.ToString();

    public void StartTag(string name, IReadOnlyList<KeyValuePair<string, string?>> given, bool isEmpty)
    {
        if (_leftOut is not null)
            return;
        if (!SafeHtml.Elements.Contains(name) || (name == "input" && IsPassword(given)))
        {
            _leftOut = name;
            return;
        }

        _html.Append('<').Append(name);
        foreach (var (attribute, value) in attributes.Sanitize(name, ByName(given)))
        {
            _html.Append(' ').Append(attribute).Append("=\"");
            Escape(value);
            _html.Append('"');
        }

        _html.Append(isEmpty ? "/>" : ">");
    }

    public void EndTag(string name)
    {
        if (_leftOut is null)
            _html.Append("</").Append(name).Append('>');
        else if (string.Equals(_leftOut, name, StringComparison.Ordinal))
            _leftOut = null;
    }

    public void Text(string text)
    {
        if (_leftOut is null)
            Escape(text);
    }

    public void Declaration(string text)
    {
        if (_leftOut is null)
            _html.Append("<!").Append(text).Append('>');
    }

    public void Instruction(string text)
    {
        if (_leftOut is null)
            _html.Append("<?").Append(text).Append("?>");
    }

    private static bool IsPassword(IReadOnlyList<KeyValuePair<string, string?>> given) =>
        given.Any(attribute => attribute is { Key: "type", Value: "password" });

    /// <summary>The last of two with one name counts; a name alone is its own value.</summary>
    private static Dictionary<string, string> ByName(IReadOnlyList<KeyValuePair<string, string?>> given)
    {
        var byName = new Dictionary<string, string>(given.Count, StringComparer.Ordinal);
        foreach (var (name, value) in given)
            byName[name] = value ?? name;
        return byName;
    }

    private void Escape(string text)
    {
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '"' => _html.Append("&#34;"),
                _ => _html.Append(letter),
            };
        }
    }
}
