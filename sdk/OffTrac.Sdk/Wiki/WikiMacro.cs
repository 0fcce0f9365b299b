namespace OffTrac.Sdk.Wiki;

/// <summary>A macro that a provider brings; it is a processor of that name as well.</summary>
public sealed record WikiMacro
{
    /// <summary>Name by which it is called; case counts.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, as wiki text, for <c>MacroList</c>; null to leave it out there.</summary>
    public string? Description { get; init; }

    /// <summary>Whether <c>MacroList</c> without arguments leaves it out.</summary>
    public bool IsHidden { get; init; }
}
