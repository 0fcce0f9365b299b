using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Web;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Web.Exports;

/// <summary>Wiki text in a feed: its links are absolute.</summary>
internal sealed class FeedText(IWikiRenderer renderer, IUserTimes times)
{
    public async ValueTask<string> RenderAsync(string text, Resource resource, WebRequest request, CancellationToken cancellation)
    {
        var path = request.Href();
        var context = new WikiContext
        {
            Resource = resource,
            User = request.User,
            BaseHref = request.AbsoluteHref().TrimEnd('/'),
            RequestHref = path.TrimEnd('/'),
            TimeZone = times.Of(await request.Session.GetValuesAsync(cancellation).ConfigureAwait(false)).Zone,
        };
        return await renderer.ToHtmlAsync(text, context, cancellation).ConfigureAwait(false);
    }
}
