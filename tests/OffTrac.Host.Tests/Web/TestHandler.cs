using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Web;
using Route = OffTrac.Sdk.Web.Route;
using WebRequest = OffTrac.Sdk.Web.WebRequest;

namespace OffTrac.Host.Tests.Web;

/// <summary>A handler made of a pattern and a function.</summary>
internal sealed class TestHandler(Func<WebRequest, CancellationToken, ValueTask<IResult>> handle, params IReadOnlyList<Route> routes) : IRequestHandler
{
    public TestHandler(string pattern, Func<WebRequest, IResult> handle)
        : this((request, _) => new ValueTask<IResult>(handle(request)), new Route { Pattern = pattern, Methods = ["GET", "POST"] })
    {
    }

    public IReadOnlyList<Route> Routes { get; } = routes;

    public ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation) => handle(request, cancellation);
}
