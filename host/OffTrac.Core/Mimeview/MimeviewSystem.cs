using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Mimeview;

namespace OffTrac.Core.Mimeview;

/// <summary>Asks the preview renderers and content converters of one environment, the best for a type first.</summary>
public sealed class MimeviewSystem(
    IComponentPoint<IHtmlPreviewRenderer> renderers,
    IComponentPoint<IContentConverter> converters,
    IEnvironmentConfiguration configuration,
    ILogger<MimeviewSystem> logger) : IMimeview
{
    // A renderer that shows a name only as a last resort does not make that name a processor.
    private const int LastResort = 1;

    private readonly MimeviewOptions _options = new(configuration);
    private readonly ContentConversions _conversions = new(converters, logger);
    private Known? _known;

    public async ValueTask<string?> GetMimeTypeAsync(string name, string? text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (await GetMapAsync(cancellation).ConfigureAwait(false)).Find(name, text);
    }

    public async ValueTask<string?> FindProcessorTypeAsync(string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var candidates = await AskAsync(name, cancellation).ConfigureAwait(false);
        return candidates is [{ Quality: > LastResort }, ..] ? name : await GetMimeTypeAsync(name, text: null, cancellation).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyDictionary<string, string>> GetKeywordsAsync(CancellationToken cancellation) =>
        (await GetMapAsync(cancellation).ConfigureAwait(false)).Keywords;

    public async ValueTask<string> RenderAsync(PreviewRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Text.Length == 0)
            return "";
        request = request with { MimeType = TypeOf(request.MimeType), Text = request.Text is ['\ufeff', .. var rest] ? rest : request.Text };
        PreviewRequest? expanded = null;
        foreach (var candidate in await AskAsync(request.MimeType, cancellation).ConfigureAwait(false))
        {
            var given = !candidate.ExpandsTabs ? request : expanded ??= request with { Text = TabStops.Expand(request.Text, _options.TabWidth) };
            if (await TryRenderAsync(candidate, given, cancellation).ConfigureAwait(false) is { Html.Length: > 0 } preview)
                return preview.IsSource ? SourceTable.Write(preview.Html, request.LineNumbers) : preview.Html;
        }

        return "";
    }

    public ValueTask<IReadOnlyList<ContentConversion>> GetConversionsAsync(string mimeType, CancellationToken cancellation) =>
        _conversions.FindAsync(mimeType, cancellation);

    public ValueTask<ConvertedContent> ConvertAsync(ContentToConvert content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _conversions.ConvertAsync(content, cancellation);
    }

    private async ValueTask<HtmlPreview?> TryRenderAsync(Candidate candidate, PreviewRequest request, CancellationToken cancellation)
    {
        try
        {
            return await renderers.AskOneAsync(
                candidate.Component, request, static (renderer, request, token) => renderer.RenderAsync(request, token), cancellation).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ComponentFailedException or Sdk.TracException)
        {
            logger.LogWarning("{Renderer} could not show {MimeType}: {Problem}", candidate.Component, request.MimeType, problem.Message);
            return null;
        }
    }

    /// <summary>Who shows a type, the best first.</summary>
    private async ValueTask<IReadOnlyList<Candidate>> AskAsync(string mimeType, CancellationToken cancellation)
    {
        var answers = await renderers.AskAllAsync(
            mimeType,
            static (renderer, mimeType, _) => ValueTask.FromResult((Quality: renderer.GetQuality(mimeType), renderer.ExpandsTabs)),
            cancellation).ConfigureAwait(false);
        return
        [
            .. answers.Where(answer => answer.Value.Quality > 0)
                .Select(answer => new Candidate(answer.Component, answer.Value.Quality, answer.Value.ExpandsTabs))
                .OrderByDescending(candidate => candidate.Quality),
        ];
    }

    private async ValueTask<MimeTypeMap> GetMapAsync(CancellationToken cancellation)
    {
        var components = renderers.Components;
        var version = configuration.Version;
        if (Volatile.Read(ref _known) is { } known && known.Version == version && ReferenceEquals(known.Components, components))
            return known.Map;
        var answers = await renderers.AskAllAsync(
            0, static (renderer, _, _) => ValueTask.FromResult(renderer.MimeTypes), cancellation).ConfigureAwait(false);
        var map = new MimeTypeMap(
            [
                .. KnownMimeTypes.Keywords,
                .. answers.SelectMany(answer => answer.Value).SelectMany(type => Entries(type.MimeType, type.Keywords)),
                .. _options.Map.Select(mapping => mapping.Split(':')).Where(parts => parts.Length > 1).SelectMany(parts => Entries(parts[0], parts)),
            ],
            _options.Patterns);

        // Who failed to answer now may answer the next time.
        if (answers.Count == components.Count)
            Volatile.Write(ref _known, new Known(components, version, map));
        return map;
    }

    private static IEnumerable<KeyValuePair<string, string>> Entries(string mimeType, IEnumerable<string> keywords) =>
        keywords.Prepend(mimeType).Select(keyword => new KeyValuePair<string, string>(keyword, mimeType));

    private static string TypeOf(string mimeType)
    {
        var semicolon = mimeType.IndexOf(';', StringComparison.Ordinal);
        return (semicolon < 0 ? mimeType : mimeType[..semicolon]).Trim();
    }

    private sealed record Candidate(string Component, int Quality, bool ExpandsTabs);

    private sealed record Known(IReadOnlyList<string> Components, long Version, MimeTypeMap Map);
}
