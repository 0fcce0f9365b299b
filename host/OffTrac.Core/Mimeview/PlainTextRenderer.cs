using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Mimeview;

namespace OffTrac.Core.Mimeview;

/// <summary>Shows any text for which nobody knows better.</summary>
[Component("trac.mimeview.api.PlainTextRenderer")]
public sealed class PlainTextRenderer(IEnvironmentConfiguration configuration) : IHtmlPreviewRenderer
{
    private const int LooksAt = 1000;

    private readonly MimeviewOptions _options = new(configuration);

    public bool ExpandsTabs => true;

    public int GetQuality(string mimeType) => _options.TreatedAsBinary.Contains(mimeType, StringComparer.Ordinal) ? 0 : 1;

    public ValueTask<HtmlPreview?> RenderAsync(PreviewRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isBinary = request.Text.AsSpan(0, Math.Min(LooksAt, request.Text.Length)).Contains('\0');
        return ValueTask.FromResult(isBinary ? null : new HtmlPreview { Html = MarkupText.Escape(request.Text), IsSource = true });
    }
}
