using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Plugins.Web.Exports;

/// <summary>An RSS 2.0 feed.</summary>
internal sealed class FeedResult(Feed feed) : IResult, IStatusCodeHttpResult
{
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.ContentType = "application/rss+xml";
        var settings = new XmlWriterSettings { Async = true, Indent = true, CheckCharacters = false, Encoding = new UTF8Encoding(false) };
        var writer = XmlWriter.Create(httpContext.Response.Body, settings);
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteStartElementAsync(null, "rss", null).ConfigureAwait(false);
            await writer.WriteAttributeStringAsync(null, "version", null, "2.0").ConfigureAwait(false);
            await writer.WriteAttributeStringAsync("xmlns", "dc", null, DublinCore).ConfigureAwait(false);
            await writer.WriteStartElementAsync(null, "channel", null).ConfigureAwait(false);
            await WriteAsync(writer, "title", feed.Title).ConfigureAwait(false);
            await WriteAsync(writer, "link", feed.Link).ConfigureAwait(false);
            await WriteAsync(writer, "description", feed.Description).ConfigureAwait(false);
            await WriteAsync(writer, "language", "en-us").ConfigureAwait(false);
            await WriteAsync(writer, "generator", "OffTrac").ConfigureAwait(false);
            foreach (var item in feed.Items)
                await WriteItemAsync(writer, item).ConfigureAwait(false);
        }
    }

    private async Task WriteItemAsync(XmlWriter writer, FeedItem item)
    {
        await writer.WriteStartElementAsync(null, "item", null).ConfigureAwait(false);
        await WriteAsync(writer, "title", item.Title).ConfigureAwait(false);
        await WriteAsync(writer, "link", item.Link).ConfigureAwait(false);
        if (item.Link is { } link)
        {
            await writer.WriteStartElementAsync(null, "guid", null).ConfigureAwait(false);
            await writer.WriteAttributeStringAsync(null, "isPermaLink", null, "false").ConfigureAwait(false);
            await writer.WriteStringAsync(link).ConfigureAwait(false);
            await writer.WriteEndElementAsync().ConfigureAwait(false);
        }

        await WriteAsync(writer, "pubDate", item.Published?.ToString("R")).ConfigureAwait(false);
        await WriteAuthorAsync(writer, item.Author).ConfigureAwait(false);
        await WriteAsync(writer, "description", item.Description).ConfigureAwait(false);
        await WriteAsync(writer, "category", feed.Category).ConfigureAwait(false);
        await WriteAsync(writer, "comments", item.Comments).ConfigureAwait(false);
        await writer.WriteEndElementAsync().ConfigureAwait(false);
    }

    /// <summary>An RSS author is an address; anybody else is a creator.</summary>
    private static Task WriteAuthorAsync(XmlWriter writer, string? author) =>
        string.IsNullOrEmpty(author) ? Task.CompletedTask
        : author.Contains('@', StringComparison.Ordinal) ? WriteAsync(writer, "author", author)
        : writer.WriteElementStringAsync("dc", "creator", DublinCore, Clean(author));

    private static Task WriteAsync(XmlWriter writer, string name, string? text) =>
        text is null ? Task.CompletedTask : writer.WriteElementStringAsync(null, name, null, Clean(text));

    /// <summary>XML has no place for control characters, not even escaped.</summary>
    private static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(IsXml).Select(rune => rune.ToString()));

    private static bool IsXml(System.Text.Rune rune) => rune.Value > 0xffff || XmlConvert.IsXmlChar((char)rune.Value);
}
