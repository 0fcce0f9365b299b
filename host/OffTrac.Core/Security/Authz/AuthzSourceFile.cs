using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Authz;

/// <summary>Rules of a Subversion authz file: who may read which paths of which repository.</summary>
/// <remarks>Version Control with Subversion, "Path-Based Authorization".</remarks>
internal sealed class AuthzSourceFile
{
    private static readonly Dictionary<string, Dictionary<string, bool>> s_nothing = [];

    // By repository ("" for all), by path, by subject.
    private readonly Dictionary<string, Dictionary<string, Dictionary<string, bool>>> _rules = new(StringComparer.Ordinal);

    private AuthzSourceFile()
    {
    }

    /// <exception cref="ConfigurationException">It is not of the right form, or a group or alias is not there.</exception>
    public static AuthzSourceFile Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var document = IniParser.Parse(path, bytes, keepsCase: true);
        if (document.Warnings.Count > 0)
            throw new ConfigurationException(document.Warnings[0]);
        var subjects = new AuthzSourceSubjects(path, document);
        var file = new AuthzSourceFile();
        foreach (var section in document.Sections.Where(section => section.Name is not (AuthzSourceSubjects.Groups or AuthzSourceSubjects.Aliases)))
            file.Add(section, subjects);
        return file;
    }

    /// <summary>Whether somebody may read anything at all of what these names stand for.</summary>
    public bool MayReadSome(string user, IEnumerable<string> modules) =>
        modules.SelectMany(module => _rules.GetValueOrDefault(module, s_nothing).Values)
            .Any(rule => NamesOf(user).Any(name => rule.GetValueOrDefault(name)));

    /// <summary>Whether somebody may read a path, or something below it; the rule of the nearest parent counts.</summary>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="modules">Names that the repository has in the file, the one that counts first.</param>
    /// <param name="path">Path in the repository, with or without slashes around it.</param>
    public PermissionDecision Decide(string user, IReadOnlyList<string> modules, string path)
    {
        var names = NamesOf(user);
        var rules = modules.Select(module => _rules.GetValueOrDefault(module, s_nothing)).ToList();
        var folder = path.Split('/', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts ? $"/{string.Join('/', parts)}/" : "/";
        var below = rules.SelectMany(module => module.Keys).Where(rule => rule.StartsWith(folder, StringComparison.Ordinal));
        if (below.Any(rule => DecideAt(rule) == PermissionDecision.Granted))
            return PermissionDecision.Granted;
        foreach (var parent in WithParents(folder))
        {
            if (DecideAt(parent) is var decision and not PermissionDecision.Undecided)
                return decision;
        }

        return PermissionDecision.Undecided;

        PermissionDecision DecideAt(string rule)
        {
            var sections = rules.Select(module => module.GetValueOrDefault(rule)).OfType<Dictionary<string, bool>>().ToList();
            var answers = names.Select(name => sections.Find(section => section.ContainsKey(name))?[name]).OfType<bool>().ToList();
            return answers.Contains(true) ? PermissionDecision.Granted
                : answers.Count > 0 ? PermissionDecision.Denied
                : PermissionDecision.Undecided;
        }
    }

    private void Add(IniSection section, AuthzSourceSubjects subjects)
    {
        var colon = section.Name.IndexOf(':', StringComparison.Ordinal);
        var (module, path) = colon < 0 ? ("", section.Name) : (section.Name[..colon], section.Name[(colon + 1)..]);
        if (!_rules.TryGetValue(module, out var paths))
            _rules.Add(module, paths = new Dictionary<string, Dictionary<string, bool>>(StringComparer.Ordinal));
        if (!paths.TryGetValue(path, out var rule))
            paths.Add(path, rule = new Dictionary<string, bool>(StringComparer.Ordinal));
        foreach (var option in section.Options)
        {
            var isReadable = option.Value.Contains('r', StringComparison.Ordinal);
            // Order doesn't matter: any line may grant.
            foreach (var name in subjects.NamesOf(option.Name))
                rule[name] = isReadable || rule.GetValueOrDefault(name);
        }
    }

    private static string[] NamesOf(string user) => user is "anonymous" ? ["$anonymous", "*"] : [user, "$authenticated", "*"];

    /// <summary><c>/a/b/</c>, <c>/a/b</c>, <c>/a/</c>, <c>/a</c>, <c>/</c>.</summary>
    private static IEnumerable<string> WithParents(string folder)
    {
        for (; folder != "/"; folder = folder[..(folder.LastIndexOf('/') + 1)])
        {
            yield return folder;
            folder = folder[..^1];
            yield return folder;
        }

        yield return folder;
    }
}
