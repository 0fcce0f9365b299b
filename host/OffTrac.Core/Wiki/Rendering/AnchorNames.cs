namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Anchors given in a text, each once: a second <c>Title</c> becomes <c>Title1</c>.</summary>
internal sealed class AnchorNames
{
    // How far the numbers behind a name are known to be taken, so that a thousand equal headings don't count from 1 each.
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    public string Unique(string name)
    {
        if (_next.TryAdd(name, 1))
            return name;
        var number = _next[name];
        string unique;
        do
            unique = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}{number++}");
        while (!_next.TryAdd(unique, 1));
        _next[name] = number;
        return unique;
    }
}
