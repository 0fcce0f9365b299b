using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to other Tracs by section <c>[intertrac]</c>: <c>name.url</c>, <c>name.title</c>, and aliases.</summary>
public sealed class InterTrac(IEnvironmentConfiguration configuration, ExternalLinks external)
{
    private const string Section = "intertrac";

    /// <summary>What a name stands for; the name itself when it is no alias.</summary>
    public string AliasOf(string name) => configuration.Get(Section, name) ?? name;

    /// <summary>A link that the other Trac resolves; null when there is no Trac of that name.</summary>
    public WikiLink? Find(string name, string target, string label)
    {
        ArgumentNullException.ThrowIfNull(target);
        var url = configuration.Get(Section, name + ".url");
        var title = $"Trac project {name}";
        if (string.IsNullOrEmpty(url) && string.Equals(name, "trac", StringComparison.OrdinalIgnoreCase))
            (url, title) = ("https://trac.edgewall.org", "The Trac Project");
        if (string.IsNullOrEmpty(url))
            return null;
        title = configuration.Get(Section, name + ".title") ?? title;
        return external.LinkTo($"{url}/intertrac/{LinkAddress.Quote(target)}", label, target.Length > 0 ? $"{target} in {title}" : title);
    }
}
