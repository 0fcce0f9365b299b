namespace OffTrac.Sdk.Wiki;

/// <summary>A macro or processor to be expanded.</summary>
public sealed record WikiMacroCall
{
    /// <summary>Name by which it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What stands in the parentheses of <c>[[Name(…)]]</c>, null for <c>[[Name]]</c>; or the text of the block.</summary>
    public string? Content { get; init; }

    /// <summary>
    /// What follows the name of a processor block, such as <c>{{{#!Name key=value flag -other}}}</c>, where a flag alone is
    /// <c>True</c> and one after a minus <c>False</c>; null for <c>[[Name(…)]]</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    /// <summary>Where the text stands, and who reads it. Renderings that the macro asks for take this context.</summary>
    public required WikiContext Context { get; init; }

    /// <summary>The wiki text that the call stands in: the innermost block, citation or cell that is rendered by itself.</summary>
    public required string Source { get; init; }

    /// <summary>What the text is rendered to.</summary>
    public WikiFlavor Flavor { get; init; }
}
