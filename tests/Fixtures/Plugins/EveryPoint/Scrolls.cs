using System.Net;
using System.Text;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mimeview;

namespace EveryPoint;

/// <summary>Shows blocks of a type of its own, and turns pages into another type.</summary>
[Component("fixture.everypoint.Scrolls")]
public sealed class Scrolls : IHtmlPreviewRenderer, IContentConverter
{
    public IReadOnlyList<MimeTypeKeywords> MimeTypes { get; } = [new() { MimeType = "text/x-knots", Keywords = ["knots"] }];

    public IReadOnlyList<ContentConversion> Conversions { get; } =
    [
        new() { Key = "shout", Name = "Shout", Extension = "shout", InputType = "text/x-trac-wiki", OutputType = "text/x-shout", Quality = 9 },
        new() { Key = "sunk", Name = "Sunk", Extension = "sunk", InputType = "text/x-trac-wiki", OutputType = "text/x-sunk", Quality = 9 },
    ];

    public int GetQuality(string mimeType) => mimeType == "text/x-knots" ? 9 : 0;

    public ValueTask<HtmlPreview?> RenderAsync(PreviewRequest request, CancellationToken cancellation) => request.Text.Contains("tangled", StringComparison.Ordinal)
        ? throw new InvalidOperationException("It can't be untied.")
        : new(new HtmlPreview { Html = $"<em>{WebUtility.HtmlEncode(request.Text.Trim())}</em>" });

    public ValueTask<ConvertedContent?> ConvertAsync(ContentToConvert content, CancellationToken cancellation) => content.Key == "sunk"
        ? throw new InvalidOperationException("The ink has run.")
        : new(new ConvertedContent { Content = Encoding.UTF8.GetBytes(content.Text.ToUpperInvariant()), ContentType = "text/x-shout;charset=utf-8" });
}
