using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Authz;

/// <summary>The rules as they were read once.</summary>
internal sealed class AuthzFile
{
    private const string Groups = "groups";

    private static readonly HashSet<string> s_noGroups = [];

    private readonly Dictionary<string, HashSet<string>> _groupsOf = new(StringComparer.Ordinal);

    private AuthzFile(IReadOnlyList<AuthzSection> sections) => Sections = sections;

    public IReadOnlyList<AuthzSection> Sections { get; }

    /// <exception cref="ConfigurationException">It is not of the right form, or a group is not there or a member of itself.</exception>
    public static AuthzFile Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var document = IniParser.Parse(path, bytes, keepsCase: true);
        // In rules on who may do what, nobody should have to guess which of two counts; Trac refuses them, too.
        if (document.Warnings.Count > 0)
            throw new ConfigurationException(document.Warnings[0]);
        var file = new AuthzFile([.. document.Sections.Where(section => section.Name != Groups).Select(section => SectionOf(document, section))]);
        file.ReadGroups(path, document);
        return file;
    }

    /// <summary>
    /// What the first section decides that matches and has a line for the user; undecided when there is none, or when its line does not
    /// speak of the action.
    /// </summary>
    public PermissionDecision Decide(string user, string resourceKey, IReadOnlySet<string> satisfying)
    {
        var groups = _groupsOf.GetValueOrDefault(user, s_noGroups);
        var isLoggedIn = user is not ("" or "anonymous");
        foreach (var section in Sections)
        {
            if (!section.Matches(resourceKey))
                continue;
            foreach (var entry in section.Entries)
            {
                if (entry.Subject is "*" or "anonymous" || (isLoggedIn && (entry.Subject == "authenticated" || entry.Subject == user))
                    || groups.Contains(entry.Subject))
                {
                    return entry.Decide(satisfying);
                }
            }
        }

        return PermissionDecision.Undecided;
    }

    private static AuthzSection SectionOf(IniDocument document, IniSection section) => new(
        section.Name,
        [.. OptionsOf(document, section).Select(option => new AuthzEntry(option.Name, AuthzRun.Of(TracValue.ToList(option.Value))))]);

    /// <summary>Those of <c>[DEFAULT]</c> come first, each with the value that the section gives it.</summary>
    private static IEnumerable<IniOption> OptionsOf(IniDocument document, IniSection section) =>
        document.Defaults.Options.Select(option => section.Find(option.Name) ?? option)
            .Concat(section.Options.Where(option => document.Defaults.Find(option.Name) is null));

    private void ReadGroups(string path, IniDocument document)
    {
        if (document.Find(Groups) is not { } section)
            return;
        var members = OptionsOf(document, section).ToDictionary(option => option.Name, option => TracValue.ToList(option.Value), StringComparer.Ordinal);
        foreach (var group in members.Keys)
            AddMembers(path, members, "@" + group, group, [group]);
    }

    private void AddMembers(
        string path, Dictionary<string, IReadOnlyList<string>> members, string name, string group, List<string> chain)
    {
        foreach (var member in members[group])
        {
            if (!member.StartsWith('@'))
            {
                if (!_groupsOf.TryGetValue(member, out var groups))
                    _groupsOf.Add(member, groups = new HashSet<string>(StringComparer.Ordinal));
                groups.Add(name);
                continue;
            }

            var inner = member[1..];
            if (!members.ContainsKey(inner))
                throw new ConfigurationException($"{path}: [groups] {group} names @{inner}, but there is no group of that name.");
            if (chain.Contains(inner, StringComparer.Ordinal))
                throw new ConfigurationException($"{path}: [groups] {inner} is a member of itself: {string.Join(" → ", chain.Append(inner))}.");
            chain.Add(inner);
            AddMembers(path, members, name, inner, chain);
            chain.RemoveAt(chain.Count - 1);
        }
    }
}
