namespace OffTrac.Sdk.Wiki;

/// <summary>What a link became: all texts plain, escaped when they are written.</summary>
public sealed record WikiLink
{
    /// <summary>What it is shown as.</summary>
    public WikiLinkElement Element { get; init; }

    /// <summary>What people read.</summary>
    public required string Label { get; init; }

    /// <summary>Address; null for what is missing or forbidden. A script's address is never written.</summary>
    public string? Href { get; init; }

    /// <summary>CSS class, such as <c>closed ticket</c>.</summary>
    public string? CssClass { get; init; }

    /// <summary>Title, shown as a tip.</summary>
    public string? Title { get; init; }

    /// <summary>The <c>rel</c> attribute, such as <c>nofollow</c>.</summary>
    public string? Rel { get; init; }

    /// <summary>Whether an icon stands before the label, as for links out of the environment and to mail addresses.</summary>
    public bool HasIcon { get; init; }

    /// <summary>A second link right behind it, such as the download of an attachment.</summary>
    public WikiLink? Next { get; init; }

    /// <summary>Text that is no link after all.</summary>
    /// <param name="text">The text.</param>
    public static WikiLink Text(string text) => new() { Label = text, Element = WikiLinkElement.Text };
}
