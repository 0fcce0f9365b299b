using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mimeview;

namespace OffTrac.Core.Mimeview;

/// <summary>Shows images that have an address.</summary>
[Component("trac.mimeview.api.ImageRenderer")]
public sealed class ImageRenderer : IHtmlPreviewRenderer
{
    private const int Quality = 8;

    public int GetQuality(string mimeType)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        return mimeType.StartsWith("image/", StringComparison.Ordinal) ? Quality : 0;
    }

    public ValueTask<HtmlPreview?> RenderAsync(PreviewRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrEmpty(request.Href))
            return default;
        var alternative = request.FileName is { } name ? $" alt=\"{MarkupText.Escape(name)}\"" : "";
        return ValueTask.FromResult<HtmlPreview?>(new HtmlPreview
        {
            Html = $"<div class=\"image-file\"><img{alternative} src=\"{MarkupText.Escape(request.Href)}\" /></div>",
        });
    }
}
