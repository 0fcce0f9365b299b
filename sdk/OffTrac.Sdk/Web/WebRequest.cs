using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Web;

/// <summary>A request on its way through filters and handler. Stands for Trac's <c>Request</c>.</summary>
public abstract class WebRequest
{
    /// <summary>ASP.NET's view of it.</summary>
    public abstract HttpContext HttpContext { get; }

    /// <summary>The environment; null for a route at the root of the host.</summary>
    public abstract IEnvironment? Environment { get; }

    /// <summary>Login, or <c>anonymous</c>. Trac's <c>authname</c>.</summary>
    public abstract string User { get; }

    /// <summary>Whether the user logged in.</summary>
    public bool IsAuthenticated => !string.Equals(User, "anonymous", StringComparison.Ordinal);

    /// <summary>The route that matched.</summary>
    public abstract Route Route { get; }

    /// <summary>Values of the route's parameters, decoded once.</summary>
    public abstract IReadOnlyDictionary<string, string> RouteValues { get; }

    /// <summary>The user's session. Changes are stored with the answer when that is no error.</summary>
    public abstract IWebSession Session { get; }

    /// <summary>The text that forms carry as <c>__FORM_TOKEN</c>.</summary>
    public abstract string FormToken { get; }

    /// <summary>Whether the request carries the right form token, in the form field or the header <c>X-Form-Token</c>.</summary>
    /// <param name="cancellation">Ends the reading of the body.</param>
    public abstract ValueTask<bool> HasFormTokenAsync(CancellationToken cancellation);

    /// <summary>Address of the peer; the real client's when a trusted proxy forwarded the request.</summary>
    public abstract System.Net.IPAddress? RemoteAddress { get; }

    /// <summary>Whether the peer is on this machine and the request was not forwarded.</summary>
    public abstract bool IsLoopback { get; }

    /// <summary>Whether the user may do something. The answers are kept for the time of the request.</summary>
    /// <param name="action">Such as <c>TICKET_VIEW</c>.</param>
    /// <param name="resource">What it is about; null for everything.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public abstract ValueTask<bool> MayAsync(string action, Resource? resource, CancellationToken cancellation);

    /// <summary>As <see cref="MayAsync"/>, but throws when the user may not.</summary>
    /// <param name="action">Such as <c>TICKET_VIEW</c>.</param>
    /// <param name="resource">What it is about; null for everything.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Security.PermissionException">The user may not; answered with 403.</exception>
    public abstract ValueTask RequireAsync(string action, Resource? resource, CancellationToken cancellation);

    /// <summary>Path on this server of something below the environment's root, for links: <c>Href("ticket", "12")</c>. Each part is percent-encoded.</summary>
    /// <param name="parts">Parts of the path, without slashes between.</param>
    public abstract string Href(params ReadOnlySpan<string> parts);

    /// <summary>As <see cref="Href"/>, with scheme and host.</summary>
    /// <param name="parts">Parts of the path, without slashes between.</param>
    public abstract string AbsoluteHref(params ReadOnlySpan<string> parts);

    /// <summary>A page made from a template.</summary>
    /// <param name="template">Name of a Handlebars file, such as <c>ticket.hbs</c>.</param>
    /// <param name="data">What the template shows.</param>
    /// <param name="status">HTTP status.</param>
    public abstract IResult Page(string template, PageData data, int status = 200);
}
