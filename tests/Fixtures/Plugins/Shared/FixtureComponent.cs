using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Web;

namespace Fixture;

/// <summary>Does at GET /fixture/&lt;case&gt; what its plugin is there for, and answers in plain text.</summary>
public abstract class FixtureComponent(string name) : IRequestHandler
{
    public IReadOnlyList<Route> Routes { get; } = [new Route { Pattern = "/fixture/" + name }];

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation) =>
        new FixtureText(await ActAsync(cancellation));

    protected abstract ValueTask<string> ActAsync(CancellationToken cancellation);

    private sealed class FixtureText(string text) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/plain";
            return httpContext.Response.WriteAsync(text);
        }
    }
}
