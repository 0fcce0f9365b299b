using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Mimeview;

/// <summary>Turns content of one type into another, for downloads such as <c>/wiki/WikiStart?format=txt</c>.</summary>
[ExtensionPoint(TimeLimitSeconds = 60)]
public interface IContentConverter
{
    /// <summary>What it can do. Must always give the same.</summary>
    IReadOnlyList<ContentConversion> Conversions { get; }

    /// <summary>Converts; null to leave it to the next converter, as when it fails.</summary>
    /// <param name="content">The content.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<ConvertedContent?> ConvertAsync(ContentToConvert content, CancellationToken cancellation);
}
