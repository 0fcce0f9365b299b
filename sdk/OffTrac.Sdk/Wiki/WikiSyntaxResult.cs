namespace OffTrac.Sdk.Wiki;

/// <summary>What a provider's markup stands for: exactly one of these; with none, it is shown as written.</summary>
public sealed record WikiSyntaxResult
{
    /// <summary>A link, to be resolved with all others.</summary>
    public WikiLinkTarget? Target { get; init; }

    /// <summary>A link that needs no resolving.</summary>
    public WikiLink? Link { get; init; }

    /// <summary>HTML, taken as it is: the provider answers for its safety.</summary>
    public string? Html { get; init; }
}
