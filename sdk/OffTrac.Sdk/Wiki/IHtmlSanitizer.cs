namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Takes out of HTML what could run script, phish or call home, by the rules and options of Trac's <c>TracHTMLSanitizer</c>:
/// <c>[wiki] safe_schemes</c>, <c>safe_origins</c>. With <c>[wiki] render_unsafe_content</c> all is left as it is.
/// </summary>
public interface IHtmlSanitizer
{
    /// <summary>The safe part of a fragment. Elements that are not closed stay so; what is no markup is escaped.</summary>
    /// <param name="html">Any text.</param>
    string Sanitize(string html);

    /// <summary>The safe ones of an element's attributes, in alphabetical order. Values are plain text, not escaped.</summary>
    /// <param name="element">Name of the element in lower case.</param>
    /// <param name="attributes">Attributes by name in lower case.</param>
    IReadOnlyList<KeyValuePair<string, string>> SanitizeAttributes(string element, IReadOnlyDictionary<string, string> attributes);

    /// <summary>Whether an image may be fetched from an address with the reader's credentials: <c>[wiki] safe_origins</c>.</summary>
    /// <param name="address">Absolute or relative address.</param>
    /// <param name="scheme">Scheme that <c>//host/…</c> stands for, such as <c>https</c>; null when nobody knows.</param>
    bool IsSafeOrigin(string address, string? scheme);
}
