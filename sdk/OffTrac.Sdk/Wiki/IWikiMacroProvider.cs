using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Brings macros, which are processors as well. When two bring one name, the first in order is called. One that throws
/// or stalls leaves an error box in the text.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 5)]
public interface IWikiMacroProvider
{
    /// <summary>The macros. Asked for every text that calls one: keep them ready.</summary>
    IReadOnlyList<WikiMacro> Macros { get; }

    /// <summary>Whether a call may stand within a line: then it is expanded in one-line HTML and headings too.</summary>
    /// <param name="name">Name of the macro.</param>
    /// <param name="content">What stands in the parentheses, or null.</param>
    bool IsInline(string name, string? content) => false;

    /// <summary>Expands a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    /// <exception cref="WikiMacroException">It is called wrongly.</exception>
    ValueTask<WikiMacroResult> ExpandAsync(WikiMacroCall call, CancellationToken cancellation);
}
