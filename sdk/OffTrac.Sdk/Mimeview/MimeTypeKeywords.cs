namespace OffTrac.Sdk.Mimeview;

/// <summary>A type and what means it.</summary>
public sealed record MimeTypeKeywords
{
    /// <summary>Type, such as <c>text/x-python</c>.</summary>
    public required string MimeType { get; init; }

    /// <summary>Keywords and file name endings, such as <c>py</c>, <c>python</c>.</summary>
    public required IReadOnlyList<string> Keywords { get; init; }
}
