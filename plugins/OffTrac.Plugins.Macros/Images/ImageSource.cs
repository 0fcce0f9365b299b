namespace OffTrac.Plugins.Macros.Images;

/// <summary>Where an image comes from.</summary>
internal sealed record ImageSource
{
    /// <summary>Address of the page about it; null for none.</summary>
    public string? Url { get; init; }

    /// <summary>Address of its content; null when the reader may not see it.</summary>
    public string? RawUrl { get; init; }

    /// <summary>What people read in its place.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is not there, so that it links to nothing.</summary>
    public bool IsMissing { get; init; }
}
