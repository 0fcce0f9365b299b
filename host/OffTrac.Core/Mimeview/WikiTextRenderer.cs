using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Mimeview;

/// <summary>Shows files that hold wiki text.</summary>
[Component("trac.mimeview.api.WikiTextRenderer")]
public sealed class WikiTextRenderer(IWikiRenderer renderer) : IHtmlPreviewRenderer
{
    private const int Quality = 8;

    public int GetQuality(string mimeType) => mimeType is "text/x-trac-wiki" or "application/x-trac-wiki" ? Quality : 0;

    public async ValueTask<HtmlPreview?> RenderAsync(PreviewRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new HtmlPreview { Html = await renderer.ToHtmlAsync(request.Text, request.Context, cancellation).ConfigureAwait(false) };
    }
}
