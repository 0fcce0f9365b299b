using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace EveryPoint;

/// <summary>Macros, markup and links of its own.</summary>
[Component("fixture.everypoint.Beacons")]
public sealed class Beacons : IWikiMacroProvider, IWikiSyntaxProvider, IWikiLinkResolver
{
    public IReadOnlyList<WikiMacro> Macros { get; } =
    [
        new() { Name = "Beacon", Description = "A light." },
        new() { Name = "Chart", Description = "Wiki text." },
        new() { Name = "Sunk" },
        new() { Name = "Fog" },
        new() { Name = "Echo" },
    ];

    public IReadOnlyList<WikiSyntax> Syntax { get; } =
    [
        new() { Name = "buoy", Pattern = "!?~(?<number>[0-9]+)~" },
        new() { Name = "flag", Pattern = "!?%[a-z]+%" },
    ];

    public IReadOnlyCollection<string> Namespaces { get; } = ["berth"];

    public bool IsInline(string name, string? content) => name == "Beacon";

    public async ValueTask<WikiMacroResult> ExpandAsync(WikiMacroCall call, CancellationToken cancellation) => call.Name switch
    {
        "Beacon" when call.Content is null => throw new WikiMacroException("Which one?"),
        "Beacon" => WikiMacroResult.Html($"<b>{call.Content} for {call.Context.User}</b>"),
        "Chart" => WikiMacroResult.Wiki($"'''depth''' at berth:{call.Arguments?["berth"] ?? call.Content}", WikiFlavor.OneLiner),
        "Echo" => WikiMacroResult.Wiki("[[Echo]]", WikiFlavor.Html),
        "Fog" => await WaitAsync(),
        _ => throw new InvalidOperationException("The beacon is dark."),
    };

    public ValueTask<IReadOnlyList<WikiSyntaxResult>> ConvertAsync(
        IReadOnlyList<WikiSyntaxMatch> matches, WikiContext context, CancellationToken cancellation) =>
        new([.. matches.Select(match => match.Name == "flag"
            ? new WikiSyntaxResult { Html = "<i>flag</i>" }
            : new WikiSyntaxResult
            {
                Target = new() { Namespace = "berth", Target = match.Groups["number"], Label = match.Text, Source = match.Text },
            })]);

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        new([.. targets.Select(target => new WikiLink
        {
            Label = target.Label,
            CssClass = "berth",
            Href = target.Target == "x" ? "java\tscript:alert(1)" : $"{context.BaseHref}/quay/{target.Target}",
            Title = $"one of {targets.Count}",
        })]);

    private static async Task<WikiMacroResult> WaitAsync()
    {
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return WikiMacroResult.Html("");
    }
}
