using Route = OffTrac.Sdk.Web.Route;

namespace OffTrac.Host.Web.Routing;

/// <summary>A route of a component, as text of our own: what the plugin made is not kept.</summary>
internal sealed record RouteEntry
{
    public required string Component { get; init; }

    public required string Plugin { get; init; }

    /// <summary>Position in the component's list, by which the running instance's own record is found again.</summary>
    public required int Index { get; init; }

    public required Route Route { get; init; }

    public required RouteTemplate Template { get; init; }

    /// <summary>Whether it answers to this method; <c>GET</c> answers HEAD too.</summary>
    public bool Accepts(string method)
    {
        if (Route.Methods.Count == 0)
            return true;
        foreach (var accepted in Route.Methods)
        {
            if (string.Equals(accepted, method, StringComparison.Ordinal)
                || (string.Equals(method, "HEAD", StringComparison.Ordinal) && string.Equals(accepted, "GET", StringComparison.Ordinal)))
                return true;
        }
        return false;
    }
}
