using OffTrac.Core.Mimeview.Patches;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Mimeview;

namespace OffTrac.Core.Mimeview;

/// <summary>Shows patches in the unified format as tables of changed lines.</summary>
[Component("trac.mimeview.patch.PatchRenderer")]
public sealed class PatchRenderer(IEnvironmentConfiguration configuration) : IHtmlPreviewRenderer
{
    private const int Quality = 8;

    private readonly MimeviewOptions _options = new(configuration);

    public int GetQuality(string mimeType) => mimeType is "text/x-diff" or "text/x-patch" ? Quality : 0;

    public ValueTask<HtmlPreview?> RenderAsync(PreviewRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult(PatchReader.Read(request.Text) is { } files
            ? new HtmlPreview { Html = new PatchWriter(_options.TabWidth).Write(files) }
            : null);
    }
}
