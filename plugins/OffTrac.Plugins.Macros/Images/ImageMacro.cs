using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Images;

/// <summary>Shows an image.</summary>
[Component("trac.wiki.macros.ImageMacro")]
public sealed class ImageMacro(
    IAttachmentStore attachments,
    IPermissions permissions,
    IResources resources,
    IInterWiki interWiki,
    IEnvironmentConfiguration configuration,
    IHtmlSanitizer sanitizer,
    IWikiRenderer renderer) : Macro(
    "Image",
    """
    Shows an image. The first argument says which:

     * `file`: an attachment of this page or ticket; `Page:file`, `#12:file`, `wiki:Page:file`, `ticket:12:file`: of another one.
     * `htdocs:file`, `shared:file`: a file of the environment; `source:path@rev`: of a repository.
     * `/path` below the project, `//path` below the server, `http://…`, a prefix of another site, `"data:…"` in quotation marks.

    Further arguments:

     * `120px`, `25%`: width; `width=`, `height=`.
     * `left`, `right`, `center`, `top`, `middle`, `bottom`: place, also as `align=` and `valign=`.
     * `link=…`: what the image links to, as wiki text; `link=` for nothing.
     * `inline`: may stand in headings and other lines.
     * `border=`, `margin=`, `margin-left=` and the others: lengths, numbers alone are pixels.
     * `alt=`, `title=`, `longdesc=`, `class=`, `id=`, `usemap=`: attributes.

    {{{
    [[Image(photo.jpg, 120px, right, link=wiki:WikiStart)]]
    }}}
    """)
{
    private readonly ImageFinder _finder = new(attachments, permissions, resources, interWiki, configuration);

    public override bool IsInline(string name, string? content) => ImageArguments.Split(content).Contains("inline");

    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        if (ImageArguments.Parse(call.Content) is not { } image)
            return "";
        var link = image.Link is { } text ? await renderer.FindLinkAsync(text, call.Context, cancellation).ConfigureAwait(false) : null;
        if (await _finder.FindAsync(image.FileSpec, call.Context, cancellation).ConfigureAwait(false) is not { } source)
            return """<div class="system-message"><strong>No filespec given</strong></div>""";
        var isLinked = image.HasLink && !source.IsMissing && (image.Link is null || link?.Href is not null);
        var html = new HtmlWriter();
        if (isLinked)
            html.Open("a", ("href", link?.Href ?? source.Url), ("style", "padding:0; border:none"));
        WriteImage(html, image, source);
        if (isLinked)
            html.Close("a");
        return html.ToString();
    }

    private void WriteImage(HtmlWriter html, ImageArguments image, ImageSource source)
    {
        var attributes = image.Attributes;
        attributes.TryAdd("title", source.Description ?? "");
        attributes.TryAdd("alt", source.Description ?? "");
        if (attributes.TryGetValue("longdesc", out var address) && !IsSafe(address))
            attributes.Remove("longdesc");
        attributes["src"] = source.RawUrl ?? "";
        attributes["style"] = string.Join("; ", image.Style.Select(static style => $"{style.Key}:{style.Value}"));
        if (source.RawUrl is { } url && !sanitizer.IsSafeOrigin(url, scheme: null))
            attributes["crossorigin"] = "anonymous"; // An answer that asks for a password is not shown.
        html.Open("img", [.. attributes.Select(static attribute => (attribute.Key, (string?)attribute.Value))]);
    }

    private bool IsSafe(string address) =>
        sanitizer.SanitizeAttributes("a", new Dictionary<string, string>(StringComparer.Ordinal) { ["href"] = address }).Count > 0;
}
