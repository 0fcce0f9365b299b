using OffTrac.Sdk.Wiki;

namespace OffTrac.Sdk.Mimeview;

/// <summary>Content to be shown as HTML.</summary>
public sealed record PreviewRequest
{
    /// <summary>Type, such as <c>text/x-python</c>; parameters after a semicolon are allowed.</summary>
    public required string MimeType { get; init; }

    /// <summary>The content as text.</summary>
    public required string Text { get; init; }

    /// <summary>Name of the file it comes from, or null.</summary>
    public string? FileName { get; init; }

    /// <summary>Where the content itself can be fetched, or null.</summary>
    public string? Href { get; init; }

    /// <summary>Where the content stands, and who reads it.</summary>
    public required WikiContext Context { get; init; }

    /// <summary>Options for the renderer, such as <c>stripall</c> for source code.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How lines are numbered; null for not at all. Only for what is shown as source.</summary>
    public LineNumbering? LineNumbers { get; init; }
}
