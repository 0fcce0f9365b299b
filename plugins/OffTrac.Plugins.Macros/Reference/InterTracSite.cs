namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Another Trac of <c>[intertrac]</c>.</summary>
internal sealed record InterTracSite
{
    public required string Prefix { get; init; }

    /// <summary>The prefix that this one stands for; null when it is no alias.</summary>
    public string? Alias { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }
}
