using System.Collections;

namespace OffTrac.Sdk.Web;

/// <summary>
/// What a template shows: names with text, numbers, booleans, lists and further page data. Nothing else can be put in, so that a
/// page can't keep a plugin in memory.
/// </summary>
public sealed class PageData : IReadOnlyDictionary<string, object?>
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc />
    public IEnumerable<object?> Values => _values.Values;

    /// <inheritdoc />
    public int Count => _values.Count;

    /// <inheritdoc />
    public object? this[string key] => _values[key];

    /// <summary>Sets a text; the template escapes it.</summary>
    /// <param name="name">Name in the template.</param>
    /// <param name="value">Text, or null.</param>
    public PageData Add(string name, string? value) => Set(name, value);

    /// <summary>Sets a number.</summary>
    /// <param name="name">Name in the template.</param>
    /// <param name="value">Number.</param>
    public PageData Add(string name, long value) => Set(name, value);

    /// <summary>Sets a number.</summary>
    /// <param name="name">Name in the template.</param>
    /// <param name="value">Number.</param>
    public PageData Add(string name, double value) => Set(name, value);

    /// <summary>Sets a boolean.</summary>
    /// <param name="name">Name in the template.</param>
    /// <param name="value">Boolean.</param>
    public PageData Add(string name, bool value) => Set(name, value);

    /// <summary>Sets further data.</summary>
    /// <param name="name">Name in the template.</param>
    /// <param name="value">Data, or null.</param>
    public PageData Add(string name, PageData? value) => Set(name, value);

    /// <summary>Sets a list of data.</summary>
    /// <param name="name">Name in the template.</param>
    /// <param name="values">Data; copied.</param>
    public PageData Add(string name, IEnumerable<PageData> values) => Set(name, values.ToArray());

    /// <summary>Sets a list of texts.</summary>
    /// <param name="name">Name in the template.</param>
    /// <param name="values">Texts; copied.</param>
    public PageData Add(string name, IEnumerable<string> values) => Set(name, values.ToArray());

    /// <summary>Sets HTML that is written as it is, without escaping. It must come from the host's renderer or sanitiser.</summary>
    /// <param name="name">Name in the template, used there as <c>{{{name}}}</c>.</param>
    /// <param name="html">HTML that is known to be safe.</param>
    public PageData AddHtml(string name, string html) => Set(name, html);

    /// <inheritdoc />
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, out object? value) => _values.TryGetValue(key, out value);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private PageData Set(string name, object? value)
    {
        _values[name] = value;
        return this;
    }
}
