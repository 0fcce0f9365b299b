using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Web;

/// <summary>
/// Says who a request comes from. Asked in order, once per request, when somebody needs the user; the first answer counts. One that
/// fails makes the request anonymous. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface IAuthenticator
{
    /// <summary>The login, or null when it can't tell. Login names in all upper case are refused by the host.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cancellation">Cancelled when the client goes away.</param>
    ValueTask<string?> AuthenticateAsync(HttpContext context, CancellationToken cancellation);
}
