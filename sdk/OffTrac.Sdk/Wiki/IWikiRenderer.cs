namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Turns wiki text into what people read. Every text can be rendered: what is wrong in it is shown in its place, and the time
/// grows with the length only. Stands for Trac's formatters.
/// </summary>
public interface IWikiRenderer
{
    /// <summary>HTML of a whole text. Stands for <c>format_to_html</c>.</summary>
    /// <param name="text">Wiki text.</param>
    /// <param name="context">Where and for whom.</param>
    /// <param name="cancellation">Ends the rendering.</param>
    ValueTask<string> ToHtmlAsync(string text, WikiContext context, CancellationToken cancellation);

    /// <summary>HTML without blocks, for a line in a list. Stands for <c>format_to_oneliner</c>.</summary>
    /// <param name="text">Wiki text.</param>
    /// <param name="context">Where and for whom; <see cref="WikiContext.ShortenLines"/> cuts it to about 75 characters.</param>
    /// <param name="cancellation">Ends the rendering.</param>
    ValueTask<string> ToOneLinerAsync(string text, WikiContext context, CancellationToken cancellation);

    /// <summary>The headings of a text, in order, with the anchors that <see cref="ToHtmlAsync"/> gives them.</summary>
    /// <param name="text">Wiki text.</param>
    /// <param name="context">Where and for whom; <see cref="WikiContext.ShortenLines"/> cuts each heading.</param>
    /// <param name="cancellation">Ends the rendering.</param>
    ValueTask<IReadOnlyList<WikiHeading>> ToOutlineAsync(string text, WikiContext context, CancellationToken cancellation);

    /// <summary>Text without markup, for mails and for searching.</summary>
    /// <param name="text">Wiki text.</param>
    /// <param name="context">Where and for whom.</param>
    /// <param name="cancellation">Ends the rendering.</param>
    ValueTask<string> ToPlainTextAsync(string text, WikiContext context, CancellationToken cancellation);

    /// <summary>The link at the very beginning of a text, resolved; null when there is none. Stands for <c>extract_link</c>.</summary>
    /// <param name="text">Wiki text, such as <c>wiki:WikiStart</c> or <c>[query:status=new new ones]</c>.</param>
    /// <param name="context">Where and for whom.</param>
    /// <param name="cancellation">Ends the rendering.</param>
    ValueTask<WikiLink?> FindLinkAsync(string text, WikiContext context, CancellationToken cancellation);
}
