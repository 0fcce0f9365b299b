using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>An ini of one file that a test may edit, so that tests of stores need no files.</summary>
internal sealed class IniText : IEnvironmentConfiguration
{
    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);

    public IniText(string text)
    {
        var section = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('['))
                section = line.Trim()[1..^1];
            else if (line.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && !line.StartsWith('#'))
                this[section, line[..at].Trim()] = line[(at + 1)..].Trim();
        }
    }

    public long Version { get; private set; }

    public IReadOnlyCollection<string> Sections => _sections.Keys;

    public string? this[string section, string option]
    {
        set
        {
            Version++;
            var options = _sections.TryGetValue(section, out var known) ? known : _sections[section] = new(StringComparer.OrdinalIgnoreCase);
            if (value is null)
                options.Remove(option);
            else
                options[option.ToLowerInvariant()] = value;
        }
    }

    public string? Get(string section, string option) =>
        _sections.TryGetValue(section, out var options) ? options.GetValueOrDefault(option) : null;

    public IReadOnlyDictionary<string, string> Section(string section) =>
        _sections.TryGetValue(section, out var options) ? options : new Dictionary<string, string>(StringComparer.Ordinal);

    public ValueTask SetAsync(string section, string option, string? value, CancellationToken cancellation)
    {
        this[section, option] = value;
        return default;
    }
}
