namespace OffTrac.Host.Web.Routing;

/// <summary>What a route table says of a path and a method.</summary>
internal sealed record RouteMatch
{
    public static RouteMatch None { get; } = new();

    /// <summary>The route that answers; null when there is none.</summary>
    public RouteEntry? Entry { get; init; }

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The methods that the path would answer to; empty when nothing has that path.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];
}
