using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Web;

/// <summary>
/// Answers requests. Stands for Trac's interface of the same name; routes take the place of <c>match_request</c>. The routes of an
/// environment component lie below the environment's address, those of a host component at the root.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
public interface IRequestHandler
{
    /// <summary>
    /// The routes. Must always give the same. Of two equal routes the first in component order answers; the other is reported.
    /// </summary>
    IReadOnlyList<Route> Routes { get; }

    /// <summary>
    /// Answers a request that one of the routes matched. Called after authentication, form token and filters. A
    /// <see cref="TracException"/> becomes an error page with its message; anything else a 500 that names the component.
    /// </summary>
    /// <param name="request">The request; not for use after the answer was written.</param>
    /// <param name="cancellation">Cancelled when the client goes away or the host stops.</param>
    /// <returns>ASP.NET's result; <see cref="WebRequest.Page"/> makes one from a template.</returns>
    ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation);
}
