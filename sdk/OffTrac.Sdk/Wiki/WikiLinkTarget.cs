namespace OffTrac.Sdk.Wiki;

/// <summary>A link as written, to be resolved.</summary>
public sealed record WikiLinkTarget
{
    /// <summary>Namespace, such as <c>ticket</c>; the name of another Trac or wiki; a scheme such as <c>https</c>.</summary>
    public required string Namespace { get; init; }

    /// <summary>What follows the colon, quotes removed: <c>1?action=diff#comment:2</c>.</summary>
    public required string Target { get; init; }

    /// <summary>What people read, as plain text: the label given, or what Trac shows without one.</summary>
    public required string Label { get; init; }

    /// <summary>The whole markup as written; shown when nobody can resolve it.</summary>
    public required string Source { get; init; }

    /// <summary>How it is written.</summary>
    public WikiLinkSyntax Syntax { get; init; }

    /// <summary>Whether <see cref="Label"/> was written by the author.</summary>
    public bool HasLabel { get; init; }

    /// <summary>The other Trac that a <see cref="WikiLinkSyntax.Shorthand"/> names, such as <c>T</c> in <c>#T12</c>; else null. It is not part of the target.</summary>
    public string? InterTrac { get; init; }
}
