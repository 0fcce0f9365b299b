using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Security;

/// <summary>What <c>[trac] permission_policies</c> says: which policies are asked, in which order.</summary>
internal sealed class PolicyOrder(IEnvironmentConfiguration configuration)
{
    private static readonly string[] s_default =
        ["DefaultWikiPolicy", "DefaultTicketPolicy", "DefaultPermissionPolicy", "LegacyAttachmentPolicy"];

    private Reading _reading = new(-1, []);

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

    /// <summary>The listed names that no enabled policy has.</summary>
    public IReadOnlyList<string> Unknown(IReadOnlyList<string> enabled) =>
        Names.All(name => IsAmong(enabled, name)) ? [] : [.. Names.Where(name => !IsAmong(enabled, name))];

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
}
