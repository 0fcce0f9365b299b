using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>The patterns of all syntax providers, compiled when a provider comes or goes.</summary>
internal sealed class SyntaxPatterns(IComponentPoint<IWikiSyntaxProvider> providers, ILogger logger)
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private Snapshot _snapshot = new([], []);

    public ValueTask<IReadOnlyList<ExtensionPattern>> GetAsync(CancellationToken cancellation)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        var components = providers.Components;
        return ReferenceEquals(components, snapshot.Components) || (components.Count == 0 && snapshot.Patterns.Count == 0)
            ? ValueTask.FromResult(snapshot.Patterns)
            : ReadAsync(components, cancellation);
    }

    private async ValueTask<IReadOnlyList<ExtensionPattern>> ReadAsync(IReadOnlyList<string> components, CancellationToken cancellation)
    {
        var answers = await providers.AskAllAsync(
            0, static (provider, _, _) => ValueTask.FromResult(provider.Syntax), cancellation).ConfigureAwait(false);
        var patterns = new List<ExtensionPattern>();
        foreach (var answer in answers)
        {
            foreach (var syntax in answer.Value)
                Add(answer.Component, syntax, patterns);
        }

        // Who failed to answer now may answer the next time.
        if (answers.Count == components.Count)
            Volatile.Write(ref _snapshot, new Snapshot(components, patterns));
        return patterns;
    }

    private void Add(string component, WikiSyntax syntax, List<ExtensionPattern> patterns)
    {
        try
        {
            patterns.Add(new ExtensionPattern(component, syntax.Name, new Regex(syntax.Pattern, Options)));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            logger.LogError(
                "{Component} brings the wiki syntax {Name} with the pattern {Pattern}, which can't be used: {Reason}",
                component,
                syntax.Name,
                syntax.Pattern,
                exception.Message);
        }
    }

    private sealed record Snapshot(IReadOnlyList<string> Components, IReadOnlyList<ExtensionPattern> Patterns);
}
