using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros;

/// <summary>A component that brings one macro.</summary>
public abstract class Macro : IWikiMacroProvider
{
    /// <param name="name">Name by which it is called.</param>
    /// <param name="description">What it does, as wiki text.</param>
    private protected Macro(string name, string description) => Macros = [new WikiMacro { Name = name, Description = description }];

    public IReadOnlyList<WikiMacro> Macros { get; }

    public virtual bool IsInline(string name, string? content) => false;

    public async ValueTask<WikiMacroResult> ExpandAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        return WikiMacroResult.Html(await ToHtmlAsync(call, cancellation).ConfigureAwait(false));
    }

    private protected abstract ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation);
}
