using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mimeview;

namespace OffTrac.Core.Mimeview;

/// <summary>Asks the content converters, the best for a type first.</summary>
internal sealed class ContentConversions(IComponentPoint<IContentConverter> converters, ILogger logger)
{
    public async ValueTask<IReadOnlyList<ContentConversion>> FindAsync(string mimeType, CancellationToken cancellation) =>
        [.. (await AskAsync(mimeType, cancellation).ConfigureAwait(false)).Select(answer => answer.Value)];

    /// <exception cref="TracException">Nobody can convert it.</exception>
    public async ValueTask<ConvertedContent> ConvertAsync(ContentToConvert content, CancellationToken cancellation)
    {
        foreach (var candidate in await AskAsync(content.MimeType, cancellation).ConfigureAwait(false))
        {
            var conversion = candidate.Value;
            if (content.Key != conversion.Key && content.Key != conversion.OutputType)
                continue;
            if (await TryConvertAsync(candidate.Component, content with { Key = conversion.Key }, cancellation).ConfigureAwait(false) is { } converted)
                return converted.Extension.Length > 0 ? converted : converted with { Extension = conversion.Extension };
        }

        throw new TracException($"No available MIME conversions from {content.MimeType} to {content.Key}");
    }

    private async ValueTask<ConvertedContent?> TryConvertAsync(string component, ContentToConvert content, CancellationToken cancellation)
    {
        try
        {
            return await converters.AskOneAsync(
                component, content, static (converter, content, token) => converter.ConvertAsync(content, token), cancellation).ConfigureAwait(false);
        }
        catch (ComponentFailedException problem)
        {
            logger.LogWarning("{Converter} could not make {Key} of {MimeType}: {Problem}", component, content.Key, content.MimeType, problem.Message);
            return null;
        }
    }

    private async ValueTask<IReadOnlyList<Answer<ContentConversion>>> AskAsync(string mimeType, CancellationToken cancellation)
    {
        var answers = await converters.AskAllAsync(
            0, static (converter, _, _) => ValueTask.FromResult(converter.Conversions), cancellation).ConfigureAwait(false);
        return
        [
            .. answers.SelectMany(answer => answer.Value.Select(conversion => new Answer<ContentConversion>(answer.Component, conversion)))
                .Where(answer => answer.Value.Quality > 0 && answer.Value.InputType == mimeType)
                .OrderByDescending(answer => answer.Value.Quality),
        ];
    }
}
