using System.Collections.Concurrent;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security;

/// <summary>What the enabled requestors declare at one moment: each action with those that it includes.</summary>
internal sealed class DeclaredActions
{
    private const string Administrator = "TRAC_ADMIN";

    private readonly Dictionary<string, HashSet<string>> _included = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, HashSet<string>> _satisfying = new(StringComparer.Ordinal);

    private DeclaredActions(IEnumerable<PermissionAction> declared)
    {
        foreach (var action in declared)
        {
            if (!_included.TryGetValue(action.Name, out var included))
                _included.Add(action.Name, included = new HashSet<string>(StringComparer.Ordinal));
            included.UnionWith(action.Includes);
        }

        _included[Administrator] = _included.Keys.ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names => [.. _included.Keys.Order(StringComparer.Ordinal)];

    public static async ValueTask<DeclaredActions> ReadAsync(
        IExtensionPoint<IPermissionRequestor> requestors, CancellationToken cancellation)
    {
        var answers = await requestors.AskAllAsync(
            0, static (requestor, _, _) => ValueTask.FromResult(requestor.GetPermissionActions()), cancellation).ConfigureAwait(false);
        return new DeclaredActions(answers.SelectMany(answer => answer.Value));
    }

    public bool Contains(string action) => _included.ContainsKey(action);

    /// <summary>These actions and all that they include, over any number of steps.</summary>
    public HashSet<string> Expand(IEnumerable<string> actions)
    {
        var expanded = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(actions);
        while (open.TryPop(out var action))
        {
            if (!expanded.Add(action) || !_included.TryGetValue(action, out var included))
                continue;
            foreach (var part in included)
                open.Push(part);
        }

        return expanded;
    }

    /// <summary>This action and all that include it, over any number of steps.</summary>
    public IReadOnlySet<string> Satisfying(string action) => _satisfying.GetOrAdd(action, FindSatisfying);

    private HashSet<string> FindSatisfying(string action)
    {
        var satisfying = new HashSet<string>(StringComparer.Ordinal) { action };
        for (var before = 0; before < satisfying.Count;)
        {
            before = satisfying.Count;
            satisfying.UnionWith(_included.Where(pair => pair.Value.Overlaps(satisfying)).Select(pair => pair.Key).ToList());
        }

        return satisfying;
    }
}
