namespace OffTrac.Sdk.Wiki;

/// <summary>Markup that a provider brings.</summary>
public sealed record WikiSyntax
{
    /// <summary>Name of it, handed back with each match.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// A .NET regular expression that <see cref="System.Text.RegularExpressions.RegexOptions.NonBacktracking"/> takes, so that
    /// no text is slow: no back reference, no look-around. It should begin with <c>!?</c>: with that in front the match is
    /// shown as text. Matches longer than 1000 characters may be left alone.
    /// </summary>
    public required string Pattern { get; init; }
}
