using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Web;

[assembly: Plugin("fixture.versioned", Description = "Answers with the version in a file beside it.")]

namespace Versioned;

[Component("fixture.versioned.Answer")]
public sealed class Answer : IRequestHandler
{
    private readonly string _version =
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(typeof(Answer).Assembly.Location)!, "version.txt")).Trim();

    public IReadOnlyList<Route> Routes { get; } = [new Route { Pattern = "/fixture/version" }];

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        await Task.Delay(Random.Shared.Next(20), cancellation);
        return Results.Text(_version);
    }
}
