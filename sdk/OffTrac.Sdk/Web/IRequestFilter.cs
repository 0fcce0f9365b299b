using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Web;

/// <summary>
/// Sees requests before and after their handler. <c>[trac] request_filters</c> says who comes first. Stands for Trac's interface of
/// the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface IRequestFilter
{
    /// <summary>Called for each request that has a handler, before it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Cancelled when the client goes away.</param>
    /// <returns>An answer to be given instead of the handler's; null to go on.</returns>
    ValueTask<IResult?> BeforeAsync(WebRequest request, CancellationToken cancellation) => default;

    /// <summary>Called after the handler, in reverse order, before the answer is written.</summary>
    /// <param name="request">The request.</param>
    /// <param name="result">The handler's answer.</param>
    /// <param name="cancellation">Cancelled when the client goes away.</param>
    /// <returns>Another answer; null to leave it.</returns>
    ValueTask<IResult?> AfterAsync(WebRequest request, IResult result, CancellationToken cancellation) => default;
}
