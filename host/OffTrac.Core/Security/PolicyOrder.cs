using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Security;

/// <summary>What <c>[trac] permission_policies</c> says: which policies are asked, in which order.</summary>
internal sealed class PolicyOrder(IEnvironmentConfiguration configuration)
{
    private static readonly string[] s_default =
        ["DefaultWikiPolicy", "DefaultTicketPolicy", "DefaultPermissionPolicy", "LegacyAttachmentPolicy"];

    private Reading _reading = new(-1, []);
    private Comparison? _comparison;

    public IReadOnlyList<string> Names
    {
        get
        {
            var version = configuration.Version;
            var reading = Volatile.Read(ref _reading);
            if (reading.Version != version)
                Volatile.Write(ref _reading, reading = new Reading(version, Read()));
            return reading.Names;
        }
    }

    /// <summary>The listed names that no enabled policy has; asked with every check, so that the last answer is kept.</summary>
    public IReadOnlyList<string> Unknown(IReadOnlyList<string> enabled)
    {
        var names = Names;
        var comparison = Volatile.Read(ref _comparison);
        if (comparison is null || !ReferenceEquals(comparison.Names, names) || !ReferenceEquals(comparison.Enabled, enabled))
        {
            comparison = new Comparison(names, enabled, [.. names.Where(name => !IsAmong(enabled, name))]);
            Volatile.Write(ref _comparison, comparison);
        }

        return comparison.Unknown;
    }

    private string[] Read() => [.. configuration.GetList("trac", "permission_policies", s_default).Select(Renamed)];

    // Environments made by Trac 1.0 and 1.2 list the policy under the name that it had then.
    private static string Renamed(string name) => name switch
    {
        "ReadonlyWikiPolicy" => "DefaultWikiPolicy",
        "trac.wiki.web_ui.ReadonlyWikiPolicy" => "trac.wiki.web_ui.DefaultWikiPolicy",
        _ => name,
    };

    private static bool IsAmong(IReadOnlyList<string> components, string name)
    {
        for (var i = 0; i < components.Count; i++)
        {
            var component = components[i].AsSpan();
            if (component.Equals(name, StringComparison.OrdinalIgnoreCase)
                || component[(component.LastIndexOf('.') + 1)..].SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Reading(long Version, string[] Names);

    private sealed record Comparison(IReadOnlyList<string> Names, IReadOnlyList<string> Enabled, IReadOnlyList<string> Unknown);
}
