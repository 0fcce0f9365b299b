namespace OffTrac.Core.Configuration;

/// <summary>A section of a file.</summary>
public sealed class IniSection(string name)
{
    private readonly Dictionary<string, IniOption> _options = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public string Name { get; } = name;

    /// <summary>Indices of the lines that open it; more than one when the file repeats it.</summary>
    public IList<int> HeaderLines { get; } = [];

    /// <summary>Options in the order of the file; of a repeated one the last.</summary>
    public IEnumerable<IniOption> Options => _order.Select(option => _options[option]);

    public IniOption? Find(string option) => _options.GetValueOrDefault(option);

    internal void Add(IniOption option)
    {
        if (_options.TryAdd(option.Name, option))
            _order.Add(option.Name);
        else
            _options[option.Name] = option;
    }
}
