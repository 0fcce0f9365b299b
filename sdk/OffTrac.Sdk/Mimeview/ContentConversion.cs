namespace OffTrac.Sdk.Mimeview;

/// <summary>Something that content of one type can be turned into.</summary>
public sealed record ContentConversion
{
    /// <summary>Key that asks for it, such as <c>txt</c> in <c>/wiki/WikiStart?format=txt</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name for people, such as <c>Plain Text</c>.</summary>
    public required string Name { get; init; }

    /// <summary>File name ending without its dot.</summary>
    public required string Extension { get; init; }

    /// <summary>Type that is converted, such as <c>text/x-trac-wiki</c>.</summary>
    public required string InputType { get; init; }

    /// <summary>Type that comes out, such as <c>text/plain</c>; it may stand for the key.</summary>
    public required string OutputType { get; init; }

    /// <summary>How well it is done: 1 as a last resort, 9 perfectly; 0 hides it.</summary>
    public required int Quality { get; init; }
}
