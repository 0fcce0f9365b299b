using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>What of Trac's section <c>[wiki]</c> the macros go by.</summary>
[OptionsSection("wiki", TracRules = true)]
public sealed record WikiOptions
{
    [Option("Shows names of pages with blanks between the words.")]
    public bool SplitPageNames { get; init; }
}
