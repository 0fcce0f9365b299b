namespace OffTrac.Sdk.Wiki;

/// <summary>What a link is shown as.</summary>
public enum WikiLinkElement
{
    /// <summary><c>&lt;a></c>, with or without an address.</summary>
    Anchor,

    /// <summary><c>&lt;em></c>, for an error.</summary>
    Emphasis,

    /// <summary>Its label as text, without an element.</summary>
    Text,
}
