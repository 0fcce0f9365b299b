using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Web;

namespace EveryPoint;

/// <summary>Knows pilots by a header, closes the gate at night, and tells who may go where.</summary>
[Component("fixture.everypoint.Gate")]
public sealed class Gate(IResources resources) : IRequestHandler, IRequestFilter, IAuthenticator
{
    public IReadOnlyList<Route> Routes { get; } = [new Route { Pattern = "/gate/{berth:int}" }];

    public ValueTask<string?> AuthenticateAsync(HttpContext context, CancellationToken cancellation) =>
        new(context.Request.Headers.TryGetValue("X-Pilot", out var pilot) ? pilot.ToString() : null);

    public ValueTask<IResult?> BeforeAsync(WebRequest request, CancellationToken cancellation) =>
        new(request.HttpContext.Request.Query.ContainsKey("night") ? Results.Text("closed", statusCode: 423) : null);

    public ValueTask<IResult?> AfterAsync(WebRequest request, IResult result, CancellationToken cancellation)
    {
        request.HttpContext.Response.Headers["X-Gate"] = "passed";
        return new((IResult?)null);
    }

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        var berth = new Resource { Realm = "berth", Id = request.RouteValues["berth"] };
        var may = await request.MayAsync("HARBOUR_VIEW", berth, cancellation);
        var name = await resources.DescribeAsync(berth, ResourceFormat.Default, cancellation);
        var path = await resources.GetPathAsync(berth, cancellation);
        var exists = await resources.ExistsAsync(berth, cancellation);
        return Results.Text($"{request.User} {(may ? "may" : "may not")} use {name} at {path} ({(exists == true ? "there" : "not there")})");
    }
}
