using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Mimeview;

/// <summary>Shows content of some types as HTML: attachments, and blocks such as <c>{{{#!python</c> of wiki text.</summary>
[ExtensionPoint]
public interface IHtmlPreviewRenderer
{
    /// <summary>True to be given text with blanks for tabs, as wide as <c>[mimeviewer] tab_width</c> says.</summary>
    bool ExpandsTabs => false;

    /// <summary>Further types that it knows, with the keywords and file name endings that mean them. Must always give the same.</summary>
    IReadOnlyList<MimeTypeKeywords> MimeTypes => [];

    /// <summary>How well it shows a type: 0 not at all, 1 as a last resort, 9 perfectly. Of equal ones the first is asked first.</summary>
    /// <param name="mimeType">Type without parameters, or any name that a block of wiki text bears.</param>
    int GetQuality(string mimeType);

    /// <summary>Shows content; null to leave it to the next renderer, as when it fails.</summary>
    /// <param name="request">The content.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<HtmlPreview?> RenderAsync(PreviewRequest request, CancellationToken cancellation);
}
