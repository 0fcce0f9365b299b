using Microsoft.Extensions.Primitives;
using OffTrac.Core.Components;
using OffTrac.Host.Web.Routing;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Web;

/// <summary>
/// The host's root and the environments below it: one at the root, several under their names. What host components answer at the root
/// goes before.
/// </summary>
internal sealed class Sites : IDisposable
{
    private readonly WebSource _source;
    private readonly SiteServices _services;
    private readonly string[] _base;
    private readonly Lock _changing = new();
    private readonly IDisposable _changes;
    private IReadOnlyList<Site> _environments = [];

    /// <exception cref="Sdk.TracException">The base path is not a path.</exception>
    public Sites(WebSource source, SiteServices services)
    {
        _source = source;
        _services = services;
        _base = BaseSegments(services.Options.BasePath);
        Root = new Site(null, source.RootPoints, source.Configuration, services);
        _changes = ChangeToken.OnChange(source.EnvironmentsChanged, Follow);
        Follow();
    }

    public Site Root { get; }

    public IReadOnlyList<Site> Environments => Volatile.Read(ref _environments);

    /// <summary>Where a path belongs.</summary>
    public async ValueTask<SitePlace> FindAsync(RequestPath path, string method, CancellationToken cancellation)
    {
        var first = _base.Length;
        if (!path.Segments.Take(first).SequenceEqual(_base, StringComparer.Ordinal))
            return new SitePlace { Site = Root, First = 0, Missing = $"This host serves below {_services.Options.BasePath} only." };
        var routes = await Root.GetRoutesAsync(cancellation).ConfigureAwait(false);
        var rest = path.Segments.Count - first;
        var environments = Environments;
        if ((rest == 1 && HostPages.IsName(path.Segments[first])) || routes.Match(path, first, method) is { Entry: not null } or { Allowed.Count: > 0 })
            return new SitePlace { Site = Root, First = first };
        if (environments.Count == 1)
            return new SitePlace { Site = environments[0], First = first };
        if (rest == 0)
            return new SitePlace { Site = Root, First = first };
        foreach (var site in environments)
        {
            if (string.Equals(site.Name, path.Segments[first], StringComparison.Ordinal))
                return new SitePlace { Site = site, First = first + 1 };
        }
        return new SitePlace { Site = Root, First = first, Missing = "Environment not found" };
    }

    public void Dispose()
    {
        _changes.Dispose();
        Root.Dispose();
        foreach (var site in Environments)
            site.Dispose();
    }

    private void Follow()
    {
        lock (_changing)
        {
            var before = _environments;
            var served = _source.Environments();
            Volatile.Write(ref _environments, [.. served.Select(one => before.FirstOrDefault(site => ReferenceEquals(site.Served, one.Served)) ?? SiteOf(one.Served, one.Points))]);
            foreach (var gone in before.Where(site => !served.Any(one => ReferenceEquals(one.Served, site.Served))))
                gone.Dispose();
        }
    }

    private Site SiteOf(IServedEnvironment environment, IExtensionPoints points) =>
        new(environment, points, () => environment.Problem is null ? environment.Environment.Configuration : null, _services);

    private static string[] BaseSegments(string basePath)
    {
        var trimmed = basePath.Trim().TrimEnd('/');
        if (trimmed.Length == 0)
            return [];
        return RequestPath.Parse(trimmed, out var problem) is { } path
            ? [.. path.Segments]
            : throw new Sdk.TracException($"'{basePath}' can't be the base path: {problem}");
    }
}
