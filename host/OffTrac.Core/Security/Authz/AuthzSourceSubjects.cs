using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Security.Authz;

/// <summary>Groups (<c>@name</c>) and aliases (<c>&amp;name</c>) of a Subversion authz file.</summary>
internal sealed class AuthzSourceSubjects
{
    public const string Groups = "groups";
    public const string Aliases = "aliases";

    private readonly string _path;
    private readonly Dictionary<string, IReadOnlyList<string>> _groups;
    private readonly Dictionary<string, string> _aliases;

    public AuthzSourceSubjects(string path, IniDocument document)
    {
        _path = path;
        _groups = OptionsOf(document, Groups).ToDictionary(option => option.Name, option => TracValue.ToList(option.Value), StringComparer.Ordinal);
        _aliases = OptionsOf(document, Aliases).ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal);
    }

    /// <summary>Whom a line is about; members of a group that is a member of itself are named once.</summary>
    /// <exception cref="ConfigurationException">A group or alias is not there.</exception>
    public HashSet<string> NamesOf(string subject)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([subject]);
        while (open.TryPop(out var name))
        {
            if (!seen.Add(name))
                continue;
            if (name.StartsWith('&'))
                names.Add(_aliases.GetValueOrDefault(name[1..]) ?? throw Missing(Aliases, name));
            else if (!name.StartsWith('@'))
                names.Add(name);
            else
                foreach (var member in _groups.GetValueOrDefault(name[1..]) ?? throw Missing(Groups, name))
                    open.Push(member);
        }

        return names;
    }

    private ConfigurationException Missing(string section, string name) =>
        new($"{_path}: {name} is named, but [{section}] has no {name[1..]}.");

    private static IEnumerable<IniOption> OptionsOf(IniDocument document, string section) => document.Find(section)?.Options ?? [];
}
