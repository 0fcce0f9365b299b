using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;

[assembly: Plugin("startup.n" + Number.Text)]

namespace Startup;

/// <summary>What an ordinary plugin has: a listener, two routes, a regular expression and JSON made at build time.</summary>
[Component("startup.n" + Number.Text + ".Everything")]
public sealed partial class Everything : ITicketChangeListener, IRequestHandler
{
    public IReadOnlyList<Route> Routes { get; } =
    [
        new Route { Pattern = "/startup/" + Number.Text },
        new Route { Pattern = "/startup/" + Number.Text + "/{word}" },
    ];

    public ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        request.RouteValues.TryGetValue("word", out var word);
        var answer = new Words { Text = Word().Match(word ?? "none").Value };
        return new(Results.Text(JsonSerializer.Serialize(answer, WordsContext.Default.Words), "application/json"));
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}

public sealed record Words
{
    public string Text { get; init; } = "";
}

[JsonSerializable(typeof(Words))]
public sealed partial class WordsContext : JsonSerializerContext;
