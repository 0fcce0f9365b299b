using System.Text;

namespace OffTrac.Core.Environments;

/// <summary>Writes a new ini file: sections and options in the order of their first mention.</summary>
internal sealed class IniText
{
    private readonly List<(string Section, List<(string Option, string Value)> Options)> _sections = [];

    public IniText Set(string section, string option, string value)
    {
        var at = _sections.FindIndex(existing => existing.Section == section);
        if (at < 0)
        {
            at = _sections.Count;
            _sections.Add((section, []));
        }

        var options = _sections[at].Options;
        var same = options.FindIndex(existing => string.Equals(existing.Option, option, StringComparison.OrdinalIgnoreCase));
        if (same < 0)
        {
            options.Add((option, value));
        }
        else
        {
            options[same] = (option, value);
        }

        return this;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (section, options) in _sections)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append('[').Append(section).Append("]\n");
            foreach (var (option, value) in options)
            {
                // Further lines of a value are indented, so that none of them can begin a section or an option.
                text.Append(option).Append(" = ").Append(string.Join("\n ", value.ReplaceLineEndings("\n").Split('\n'))).Append('\n');
            }
        }

        return text.ToString();
    }
}
