using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Scheduler.Commands;
using OffTrac.Plugins.Scheduler.Runs;

namespace OffTrac.Plugins.Scheduler.Web;

/// <summary>Runs that have ended as RSS 2.0, an item each.</summary>
internal sealed class RssRuns(RunPages pages, string project, string address) : IResult
{
    private static readonly XmlWriterSettings s_settings = new() { Async = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellation = httpContext.RequestAborted;
        httpContext.Response.ContentType = "application/rss+xml; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-cache";
        var xml = XmlWriter.Create(httpContext.Response.Body, s_settings);
        await using (xml.ConfigureAwait(false))
        {
            await xml.WriteStartDocumentAsync().ConfigureAwait(false);
            await xml.WriteStartElementAsync(null, "rss", null).ConfigureAwait(false);
            await xml.WriteAttributeStringAsync(null, "version", null, "2.0").ConfigureAwait(false);
            await xml.WriteStartElementAsync(null, "channel", null).ConfigureAwait(false);
            await ElementAsync(xml, "title", $"{project}: scheduled jobs").ConfigureAwait(false);
            await ElementAsync(xml, "link", address).ConfigureAwait(false);
            await ElementAsync(xml, "description", $"Runs of the scheduled jobs of {project}, newest first").ConfigureAwait(false);
            await foreach (var run in pages.ReadAsync(cancellation).ConfigureAwait(false))
            {
                // A reader shows an item as it first saw it.
                if (run.State != RunState.Running)
                    await ItemAsync(xml, run).ConfigureAwait(false);
            }

            await xml.WriteEndElementAsync().ConfigureAwait(false);
            await xml.WriteEndElementAsync().ConfigureAwait(false);
        }
    }

    private async Task ItemAsync(XmlWriter xml, RunRecord run)
    {
        await xml.WriteStartElementAsync(null, "item", null).ConfigureAwait(false);
        await ElementAsync(xml, "title", $"{run.Job}: {Choice.Word(run.State)}").ConfigureAwait(false);
        await ElementAsync(xml, "link", $"{address}?job={Uri.EscapeDataString(run.Job)}").ConfigureAwait(false);
        await xml.WriteStartElementAsync(null, "guid", null).ConfigureAwait(false);
        await xml.WriteAttributeStringAsync(null, "isPermaLink", null, "false").ConfigureAwait(false);
        await xml.WriteStringAsync(run.Id.ToString()).ConfigureAwait(false);
        await xml.WriteEndElementAsync().ConfigureAwait(false);
        await ElementAsync(xml, "pubDate", (run.Ended ?? run.Started).UtcDateTime.ToString("r", CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await ElementAsync(xml, "description", RunListing.Line(run)).ConfigureAwait(false);
        await xml.WriteEndElementAsync().ConfigureAwait(false);
    }

    private static Task ElementAsync(XmlWriter xml, string name, string value) => xml.WriteElementStringAsync(null, name, null, Allowed(value));

    /// <summary>What XML has no way to write, such as most control characters and halves of surrogate pairs, becomes a question mark.</summary>
    private static string Allowed(string text)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException)
        {
            var allowed = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes())
                allowed.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "?" : rune.ToString());
            return allowed.ToString();
        }
    }
}
