using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Web;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Web.Wiki;

/// <summary>Pages as files: <c>/wiki/WikiStart?format=txt</c>, or another format that a content converter makes of wiki text.</summary>
[Component("trac.wiki.web_ui.WikiModule")]
public sealed class WikiModule(IWikiStore pages, IMimeview mimeview) : IRequestHandler, IContentConverter
{
    private const string WikiText = "text/x-trac-wiki";
    private const string PlainText = "text/plain";

    public IReadOnlyList<Route> Routes { get; } = [new Route { Pattern = "/wiki/{**page}", Methods = ["GET"] }];

    public IReadOnlyList<ContentConversion> Conversions { get; } =
    [
        new ContentConversion { Key = "txt", Name = "Plain Text", Extension = "txt", InputType = WikiText, OutputType = PlainText, Quality = 9 },
    ];

    public ValueTask<ConvertedContent?> ConvertAsync(ContentToConvert content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        return ValueTask.FromResult<ConvertedContent?>(new ConvertedContent
        {
            Content = Encoding.UTF8.GetBytes(content.Text),
            ContentType = PlainText + ";charset=utf-8",
        });
    }

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request.RouteValues.TryGetValue("page", out var given) && given.Length > 0 ? given : "WikiStart";
        var arguments = request.HttpContext.Request.Query;
        var format = arguments["format"].ToString();
        if (format.Length == 0)
            throw new ResourceNotFoundException($"No handler matched request to /wiki/{name}.");
        var version = VersionOf(arguments["version"].ToString());
        await request.RequireAsync("WIKI_VIEW", Resource.Wiki(name, version), cancellation).ConfigureAwait(false);
        var page = await pages.FindAsync(name, version, cancellation).ConfigureAwait(false)
            ?? throw new ResourceNotFoundException(version is null ? $"Wiki page {name} does not exist." : $"No version \"{version}\" for Wiki page \"{name}\"");
        var context = new WikiContext
        {
            Resource = Resource.Wiki(name, version),
            User = request.User,
            BaseHref = request.Href("").TrimEnd('/'),
            RequestHref = request.Href("").TrimEnd('/'),
        };
        var converted = await mimeview.ConvertAsync(
            new ContentToConvert { Key = format, MimeType = WikiText, Text = page.Text, Context = context }, cancellation).ConfigureAwait(false);
        return Results.File(converted.Content.ToArray(), converted.ContentType, $"{name}.{converted.Extension}");
    }

    private static int? VersionOf(string text)
    {
        if (text.Length == 0)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : throw new TracException($"\"{text}\" is no version of a page.");
    }
}
