using OffTrac.Sdk.Web;

namespace OffTrac.Host.Web.Templates;

/// <summary>What every template can show of the request, under the name <c>request</c>.</summary>
internal static class PageChrome
{
    public static PageData Of(SiteRequest request)
    {
        var environment = request.Environment;
        return new PageData()
            .Add("user", request.User)
            .Add("authenticated", request.IsAuthenticated)
            .Add("form_token", request.FormToken)
            .Add("root", request.Href())
            .Add("base", request.Root)
            .Add("path", request.HttpContext.Request.Path.Value)
            .Add("can_login", environment is not null && request.CanLogIn)
            .Add("environment", environment?.Name)
            .Add("project", environment?.ProjectName ?? "OffTrac")
            .Add("description", environment?.Configuration.Get("project", "descr"))
            .Add("version", request.HostVersion);
    }
}
