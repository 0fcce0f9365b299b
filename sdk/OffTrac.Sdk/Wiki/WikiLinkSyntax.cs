namespace OffTrac.Sdk.Wiki;

/// <summary>How a link is written.</summary>
public enum WikiLinkSyntax
{
    /// <summary><c>ticket:1</c>, <c>wiki:"two words"</c>, <c>&lt;wiki:two words></c>: the label is the link as written.</summary>
    Short,

    /// <summary><c>[ticket:1 label]</c>, <c>[[ticket:1|label]]</c>, with or without a label.</summary>
    Bracketed,

    /// <summary><c>#1</c>, <c>{1}</c>, <c>r1</c>, <c>[1]</c>, <c>r1:3</c>: a namespace's own abbreviation.</summary>
    Shorthand,

    /// <summary><c>WikiStart</c>, <c>[WikiStart label]</c>: the name of a page alone.</summary>
    PageName,

    /// <summary><c>["any page" label]</c>.</summary>
    FreeLink,

    /// <summary><c>[./Sub label]</c>, made absolute by the resource that the text belongs to.</summary>
    Relative,

    /// <summary>An e-mail address by itself; the namespace is <c>mailto</c>.</summary>
    Email,
}
