using OffTrac.Sdk.Wiki;

namespace OffTrac.Sdk.Mimeview;

/// <summary>Content to be turned into another type.</summary>
public sealed record ContentToConvert
{
    /// <summary>Key of the conversion, or the type that is wanted.</summary>
    public required string Key { get; init; }

    /// <summary>Type of the content.</summary>
    public required string MimeType { get; init; }

    /// <summary>The content as text.</summary>
    public required string Text { get; init; }

    /// <summary>Where the content stands, and who reads it.</summary>
    public required WikiContext Context { get; init; }
}
