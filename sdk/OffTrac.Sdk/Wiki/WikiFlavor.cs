namespace OffTrac.Sdk.Wiki;

/// <summary>What a wiki text is rendered to.</summary>
public enum WikiFlavor
{
    /// <summary>HTML with blocks.</summary>
    Html,

    /// <summary>HTML without blocks.</summary>
    OneLiner,

    /// <summary>Headings only.</summary>
    Outline,

    /// <summary>Text without markup.</summary>
    PlainText,
}
