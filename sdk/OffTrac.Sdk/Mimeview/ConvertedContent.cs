namespace OffTrac.Sdk.Mimeview;

/// <summary>Content of another type.</summary>
public sealed record ConvertedContent
{
    /// <summary>The content.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Its type, with a charset where it is text.</summary>
    public required string ContentType { get; init; }

    /// <summary>File name ending without its dot; the conversion's own where a converter leaves it empty.</summary>
    public string Extension { get; init; } = "";
}
