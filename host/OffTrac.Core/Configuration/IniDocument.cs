namespace OffTrac.Core.Configuration;

/// <summary>A file of configuration as it was read: every line, and what the lines mean.</summary>
public sealed class IniDocument
{
    private readonly Dictionary<string, IniSection> _sections = new(StringComparer.Ordinal);
    private readonly List<IniSection> _order = [];

    internal IniDocument(string file, IReadOnlyList<string> lines)
    {
        File = file;
        Lines = lines;
    }

    public string File { get; }

    /// <summary>All lines with their ends, so that they joined are the file.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Sections in the order of the file, without <c>[DEFAULT]</c>.</summary>
    public IReadOnlyList<IniSection> Sections => _order;

    /// <summary>Options of <c>[DEFAULT]</c>, which count in every section of this file.</summary>
    public IniSection Defaults { get; } = new("DEFAULT");

    /// <summary>What a strict reader would refuse: repeated sections and options, each a line for the log.</summary>
    public IList<string> Warnings { get; } = [];

    public IniSection? Find(string section) => _sections.GetValueOrDefault(section);

    internal IniSection Open(string section)
    {
        if (section == Defaults.Name)
            return Defaults;
        if (_sections.TryGetValue(section, out var known))
            return known;
        var added = new IniSection(section);
        _sections.Add(section, added);
        _order.Add(added);
        return added;
    }
}
