using System.Collections.Frozen;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links out of the environment: to addresses as they stand, and to other sites.</summary>
public sealed class ExternalLinks(IEnvironment environment, IEnvironmentConfiguration configuration)
{
    private readonly WikiOptions _options = new(configuration);
    private (long Version, FrozenSet<string> Schemes) _safe = (-1, []);

    /// <summary>Whether an address of this scheme may be linked to.</summary>
    public bool IsSafeScheme(string scheme)
    {
        if (_options.RendersUnsafeContent)
            return true;
        var version = configuration.Version;
        var safe = _safe;
        if (safe.Version != version)
            _safe = safe = (version, _options.SafeSchemes.ToFrozenSet(StringComparer.Ordinal));
        return safe.Schemes.Contains(scheme);
    }

    /// <summary>A target such as <c>//example.org/</c>; null when its scheme is not safe.</summary>
    public WikiLink? Resolve(WikiLinkTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return IsSafeScheme(target.Namespace) ? LinkTo($"{target.Namespace}:{target.Target}", target.Label, title: null) : null;
    }

    /// <summary>A link that is marked as leading out, unless the address is within the project's site.</summary>
    public WikiLink LinkTo(string url, string label, string? title)
    {
        ArgumentNullException.ThrowIfNull(url);
        var link = new WikiLink { Label = label, Href = url, Title = string.IsNullOrEmpty(title) ? null : title };
        return IsLocal(url) ? link : link with { CssClass = "ext-link", HasIcon = true };
    }

    private bool IsLocal(string url)
    {
        var site = configuration.Get("project", "url") is { Length: > 0 } project ? project : environment.BaseUrl;
        return site.Length > 0 && url.StartsWith(site, StringComparison.Ordinal);
    }
}
