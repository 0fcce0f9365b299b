using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

[assembly: Plugin("fixture.bringsmacros", Description = "Macros that work, are called wrongly, fail, and never end.")]

namespace BringsMacros;

/// <summary>What works, and what fails.</summary>
[Component("fixture.bringsmacros.Tides")]
public sealed class Tides : IWikiMacroProvider
{
    public IReadOnlyList<WikiMacro> Macros { get; } =
    [
        new() { Name = "Tide", Description = "Says when ''high tide'' is." },
        new() { Name = "Flood", Description = "Says when ''high tide'' is." },
        new() { Name = "Leak", Description = "" },
        new() { Name = "Secret" },
    ];

    public bool IsInline(string name, string? content) => name == "Tide";

    public ValueTask<WikiMacroResult> ExpandAsync(WikiMacroCall call, CancellationToken cancellation) => call switch
    {
        { Name: "Leak" } => throw new InvalidOperationException("the pump is broken"),
        { Content: "never" } => throw new WikiMacroException("There is no tide <never>."),
        _ => ValueTask.FromResult(WikiMacroResult.Wiki($"'''{call.Content ?? "06:12"}''' WikiStart", WikiFlavor.OneLiner)),
    };
}

/// <summary>What never ends, whatever token it is given.</summary>
[Component("fixture.bringsmacros.Becalmed")]
public sealed class Becalmed : IWikiMacroProvider
{
    public IReadOnlyList<WikiMacro> Macros { get; } = [new() { Name = "Becalmed" }];

    public async ValueTask<WikiMacroResult> ExpandAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return WikiMacroResult.Html("");
    }
}
