namespace OffTrac.Sdk.Mimeview;

/// <summary>Knows types of content and shows content as HTML. Stands for Trac's <c>Mimeview</c>.</summary>
public interface IMimeview
{
    /// <summary>Type of content by its file name or keyword, then by its text; null when nobody can tell. No charset is added.</summary>
    /// <param name="name">File name such as <c>a.py</c>, or a keyword such as <c>python</c>.</param>
    /// <param name="text">The content, or null when only the name is known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<string?> GetMimeTypeAsync(string name, string? text, CancellationToken cancellation);

    /// <summary>Type that a block <c>{{{#!name</c> of wiki text is shown as; null when the name means nothing.</summary>
    /// <param name="name">Name after <c>#!</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<string?> FindProcessorTypeAsync(string name, CancellationToken cancellation);

    /// <summary>All keywords and file name endings, with the type that each means; a type is also a keyword for itself.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyDictionary<string, string>> GetKeywordsAsync(CancellationToken cancellation);

    /// <summary>
    /// Shows content: by the renderer that is best for its type, or by the next one where that fails. The result is safe HTML; empty
    /// when nobody can show it.
    /// </summary>
    /// <param name="request">What to show.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<string> RenderAsync(PreviewRequest request, CancellationToken cancellation);

    /// <summary>What content of a type can be turned into, the best first.</summary>
    /// <param name="mimeType">Type without parameters, such as <c>text/x-trac-wiki</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<ContentConversion>> GetConversionsAsync(string mimeType, CancellationToken cancellation);

    /// <summary>Turns content into another type: by the best converter, or by the next one where that fails.</summary>
    /// <param name="content">What to convert, and into what.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TracException">Nobody can.</exception>
    ValueTask<ConvertedContent> ConvertAsync(ContentToConvert content, CancellationToken cancellation);
}
