using OffTrac.Core.Mimeview.Highlighting;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Mimeview;

namespace OffTrac.Core.Mimeview;

/// <summary>
/// Shows source code of the types that Pygments knows, common languages highlighted with the class names of Pygments, so that Trac's
/// style sheets fit.
/// </summary>
[Component("trac.mimeview.pygments.PygmentsRenderer")]
public sealed class PygmentsRenderer(IEnvironmentConfiguration configuration) : IHtmlPreviewRenderer
{
    private readonly SourceModes _modes = new(configuration);

    public bool ExpandsTabs => true;

    public IReadOnlyList<MimeTypeKeywords> MimeTypes { get; } =
        [.. KnownMimeTypes.Source.Select(type => new MimeTypeKeywords { MimeType = type.MimeType, Keywords = type.Keywords })];

    public int GetQuality(string mimeType) => _modes.Find(mimeType)?.Quality ?? 0;

    public ValueTask<HtmlPreview?> RenderAsync(PreviewRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_modes.Find(request.MimeType) is not { } mode || Prepare(request.Text, request.Options) is not { Length: > 0 } source)
            return default;
        var html = MarkupText.Escape(source);
        if (Languages.Find(mode.Language) is { } language)
        {
            var writer = new HighlightWriter(source);
            language.Highlight(writer);
            html = writer.ToString();
        }

        return ValueTask.FromResult<HtmlPreview?>(new HtmlPreview { Html = html, IsSource = true });
    }

    /// <summary>As Pygments prepares all source: one kind of line end, one at the end, blanks and tabs as its options say.</summary>
    private static string Prepare(string text, IReadOnlyDictionary<string, string> options)
    {
        var source = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (IsOn(options, "stripall", usual: false))
            source = TracText.Strip(source);
        else if (IsOn(options, "stripnl", usual: false))
            source = source.Trim('\n');
        if (options.TryGetValue("tabsize", out var width) && int.TryParse(width, out var size) && size is > 0 and <= 100)
            source = TabStops.Expand(source, size);
        return source.EndsWith('\n') || !IsOn(options, "ensurenl", usual: true) ? source : source + "\n";
    }

    private static bool IsOn(IReadOnlyDictionary<string, string> options, string name, bool usual) =>
        options.TryGetValue(name, out var text) ? text.ToLowerInvariant() is "1" or "yes" or "true" or "on" : usual;
}
