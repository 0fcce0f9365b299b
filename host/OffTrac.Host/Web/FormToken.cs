using Microsoft.AspNetCore.Http;

namespace OffTrac.Host.Web;

/// <summary>
/// The check against forms that another site sends in a user's name: Trac's double submit of the cookie <c>trac_form_token</c>. Only
/// the kinds of content that a browser's form sends are checked.
/// </summary>
internal static class FormToken
{
    public static bool IsNeeded(HttpRequest request) =>
        request.HasFormContentType
        && !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    public static async ValueTask RequireAsync(SiteRequest request)
    {
        var context = request.HttpContext;
        bool valid;
        try
        {
            valid = await request.HasFormTokenAsync(context.RequestAborted).ConfigureAwait(false);
            foreach (var (name, values) in await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false))
            {
                if (name.Contains('\0', StringComparison.Ordinal) || values.ToString().Contains('\0', StringComparison.Ordinal))
                    throw new BadHttpRequestException("The form holds a NUL character.");
            }
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException($"The form can't be read: {e.Message}", e);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form ended too early.", e);
        }
        if (valid)
            return;
        var reason = request.Site.Configuration.SecureCookies && string.Equals(request.Origin.Scheme, "http", StringComparison.Ordinal)
            ? "Secure cookies are enabled, you must use https to submit forms."
            : "Do you have cookies enabled?";
        throw new BadHttpRequestException($"Missing or invalid form token. {reason}");
    }
}
