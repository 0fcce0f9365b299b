using Route = OffTrac.Sdk.Web.Route;

using System.Collections.Frozen;
using Microsoft.AspNetCore.Routing;
using OffTrac.Sdk.Web;

namespace OffTrac.Host.Web.Routing;

/// <summary>
/// The routes of one environment, or of the host's root, at one moment. Never changes; components that come or go make a new one.
/// More specific patterns go first, as in ASP.NET; among equal ones the component order decides.
/// </summary>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, RouteEntry[]> _byFirstSegment;
    private readonly RouteEntry[] _others;

    private RouteTable(IReadOnlyList<RouteEntry> entries, IReadOnlyList<string> problems)
    {
        Problems = problems;
        var ordered = entries.Index().OrderBy(e => e.Item.Template.Precedence).ThenBy(e => e.Index).Select(e => e.Item).ToArray();
        _others = [.. ordered.Where(e => e.Template.FirstLiteral is null)];
        _byFirstSegment = ordered
            .Select(e => e.Template.FirstLiteral)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToFrozenDictionary(
                first => first,
                first => ordered.Where(e => e.Template.FirstLiteral is null || string.Equals(e.Template.FirstLiteral, first, StringComparison.Ordinal)).ToArray(),
                StringComparer.Ordinal);
        StartPages = [.. ordered.Where(e => e.Template.IsEmpty)];
    }

    public static RouteTable Empty { get; } = new([], []);

    /// <summary>Patterns that can't be read, and routes that another component answers; one line each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The routes <c>/</c>, of which <c>[trac] default_handler</c> chooses one.</summary>
    public IReadOnlyList<RouteEntry> StartPages { get; }

    /// <param name="components">Each component with its plugin and routes, in component order; the routes are kept.</param>
    /// <param name="resolver">ASP.NET's constraints.</param>
    public static RouteTable Build(
        IEnumerable<(string Component, string Plugin, IReadOnlyList<Route> Routes)> components, IInlineConstraintResolver resolver)
    {
        var entries = new List<RouteEntry>();
        var problems = new List<string>();
        foreach (var (component, plugin, routes) in components)
        {
            for (var i = 0; i < routes.Count; i++)
                Add(new RouteSource(component, plugin, i, routes[i]), resolver, entries, problems);
        }
        return new RouteTable(entries, problems);
    }

    /// <summary>Finds who answers.</summary>
    /// <param name="path">The request's path.</param>
    /// <param name="first">The segment that the table's root begins with.</param>
    /// <param name="method">HTTP method in upper case.</param>
    public RouteMatch Match(RequestPath path, int first, string method)
    {
        var candidates = path.Segments.Count > first && _byFirstSegment.TryGetValue(path.Segments[first], out var found) ? found : _others;
        SortedSet<string>? allowed = null;
        foreach (var entry in candidates)
        {
            if (!entry.Template.TryMatch(path, first, out var values))
                continue;
            if (entry.Accepts(method))
                return new RouteMatch { Entry = entry, Values = values };
            (allowed ??= new SortedSet<string>(StringComparer.Ordinal)).UnionWith(entry.Route.Methods);
        }
        if (allowed is null)
            return RouteMatch.None;
        if (allowed.Contains("GET"))
            allowed.Add("HEAD");
        allowed.Add("OPTIONS");
        return new RouteMatch { Allowed = [.. allowed] };
    }

    /// <summary>What the routes <c>/</c> say of a method that none of them answers to.</summary>
    public RouteMatch MatchStart(string method) => Match(RequestPath.Root, 0, method);

    private static void Add(RouteSource source, IInlineConstraintResolver resolver, List<RouteEntry> entries, List<string> problems)
    {
        var (component, plugin, index, route) = source;
        RouteTemplate template;
        try
        {
            template = RouteTemplate.Parse(route.Pattern, resolver);
        }
        catch (Exception e) when (e is Microsoft.AspNetCore.Routing.Patterns.RoutePatternException or InvalidOperationException or RouteCreationException)
        {
            problems.Add($"Component {component}: the route '{route.Pattern}' is left out: {e.Message.ReplaceLineEndings(" ")}");
            return;
        }
        var entry = new RouteEntry { Component = component, Plugin = plugin, Index = index, Route = route, Template = template };
        if (!template.IsEmpty && entries.Find(e => IsSame(e, entry)) is { } first)
            problems.Add($"Component {component}: the route '{route.Pattern}' is answered by {first.Component}, which comes first.");
        entries.Add(entry);
    }

    private static bool IsSame(RouteEntry one, RouteEntry other) =>
        string.Equals(one.Template.Shape, other.Template.Shape, StringComparison.Ordinal)
        && !string.Equals(one.Component, other.Component, StringComparison.OrdinalIgnoreCase)
        && (one.Route.Methods.Count == 0 || other.Route.Methods.Count == 0 || one.Route.Methods.Intersect(other.Route.Methods, StringComparer.Ordinal).Any());

    private readonly record struct RouteSource(string Component, string Plugin, int Index, Route Route);
}
