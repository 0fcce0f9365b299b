using OffTrac.Core.Components;

namespace OffTrac.Host.Components;

/// <summary>Which components of a scope are to run, in an order in which each comes after those that it takes, and why the others are not.</summary>
internal sealed class ComponentPlan
{
    private readonly ScopeServices _services;
    private readonly Dictionary<ComponentClass, Candidate> _candidates = new(ReferenceEqualityComparer.Instance);
    private readonly List<ComponentStatus> _unusable = [];
    private readonly List<Candidate> _order = [];

    public ComponentPlan(
        IReadOnlyList<PluginComposition> plugins, OffTrac.Sdk.Components.ComponentScope scope, ScopeServices services,
        Func<ComponentDescription, bool, ComponentDecision> decide)
    {
        _services = services;
        var names = new Dictionary<string, Candidate>(StringComparer.OrdinalIgnoreCase);
        foreach (var plugin in plugins)
        {
            foreach (var component in plugin.Classes.Where(component => component.Description.Scope == scope))
            {
                var candidate = new Candidate(plugin, component, decide(component.Description, plugin.IsAutoEnabled));
                if (names.TryGetValue(component.Name, out var holder) && !IsOtherPart(holder, candidate))
                {
                    candidate.Obstacle = $"plugin {holder.Plugin.Plugin} has a component of this name already";
                }
                else
                {
                    names[component.Name] = candidate;
                }

                _candidates.Add(component, candidate);
            }

            _unusable.AddRange(plugin.Broken.Select(broken => Broken(plugin, broken.Key, broken.Value, decide)));
        }

        foreach (var candidate in _candidates.Values)
        {
            Visit(candidate, []);
        }
    }

    /// <summary>What is to run, each after what it takes.</summary>
    public IReadOnlyList<Candidate> Order => _order;

    /// <summary>Why each component runs or does not, by plugin and name.</summary>
    public IReadOnlyList<ComponentStatus> Statuses
        => [.. _candidates.Values.Select(Status).Concat(_unusable)];

    public Candidate Of(ComponentClass component) => _candidates[component];

    /// <summary>Text for a component that needs one that is off.</summary>
    public static string NeedsOther(Candidate other) => $"it needs {other.Class.Name}, which is off: {other.Obstacle ?? other.Decision.Reason}";

    /// <summary>
    /// What is one component in Trac may be two here, under one name and so under one rule: Core's part, such as the actions that it declares,
    /// and a plugin's, such as its pages. They answer different extension points.
    /// </summary>
    private static bool IsOtherPart(Candidate holder, Candidate candidate)
        => holder.Plugin.IsCore && !candidate.Plugin.IsCore
            && !holder.Class.Description.ExtensionPoints.Intersect(candidate.Class.Description.ExtensionPoints, StringComparer.Ordinal).Any();

    private static ComponentStatus Broken(
        PluginComposition plugin, string name, string reason, Func<ComponentDescription, bool, ComponentDecision> decide)
    {
        var description = new ComponentDescription { Name = name, Plugin = plugin.Plugin, PluginVersion = plugin.Version };
        var decision = decide(description, plugin.IsAutoEnabled);
        return new ComponentStatus
        {
            Description = description,
            Reason = decision.IsEnabled ? reason : decision.Reason,
            Rule = decision.Rule,
            File = decision.File,
            Line = decision.Line,
        };
    }

    private static ComponentStatus Status(Candidate candidate) => new()
    {
        Description = candidate.Class.Description,
        IsEnabled = candidate.IsOn,
        Reason = candidate.Decision.IsEnabled ? candidate.Obstacle ?? candidate.Decision.Reason : candidate.Decision.Reason,
        Rule = candidate.Decision.Rule,
        File = candidate.Decision.File,
        Line = candidate.Decision.Line,
    };

    private void Visit(Candidate candidate, List<Candidate> path)
    {
        if (candidate.IsVisited || !candidate.IsOn)
        {
            candidate.IsVisited = true;
            return;
        }

        if (path.Contains(candidate))
        {
            candidate.Obstacle = "it needs itself: " + string.Join(" → ", path.Append(candidate).Select(step => step.Class.Name));
            return;
        }

        candidate.Obstacle = candidate.Class.Defect;
        path.Add(candidate);
        foreach (var need in candidate.Class.Needs.Where(_ => candidate.IsOn))
        {
            candidate.Obstacle = Missing(candidate, need, path);
        }

        path.RemoveAt(path.Count - 1);
        candidate.IsVisited = true;
        if (candidate.IsOn)
        {
            _order.Add(candidate);
        }
    }

    private string? Missing(Candidate candidate, ComponentNeed need, List<Candidate> path)
    {
        switch (need.Kind)
        {
            case ComponentNeedKind.Component:
                var other = candidate.Plugin.Classes.First(component => component.Type == need.Type);
                if (!_candidates.TryGetValue(other, out var needed))
                {
                    return $"it needs {other.Name}, which has another scope";
                }

                Visit(needed, path);
                candidate.Needs.Add(needed);
                return candidate.Obstacle ?? (needed.IsOn ? null : NeedsOther(needed));
            case ComponentNeedKind.Service when !_services.Has(need.Type, candidate.Plugin.IsCore):
                return $"it needs {need.Type.Name}, which the host does not offer to components of scope {candidate.Class.Description.Scope}";
            default:
                return null;
        }
    }

    /// <summary>A component on its way to run.</summary>
    internal sealed class Candidate(PluginComposition plugin, ComponentClass component, ComponentDecision decision)
    {
        public PluginComposition Plugin { get; } = plugin;

        public ComponentClass Class { get; } = component;

        public ComponentDecision Decision { get; } = decision;

        /// <summary>The other components that its constructor takes.</summary>
        public List<Candidate> Needs { get; } = [];

        /// <summary>Why it can't run although it is enabled.</summary>
        public string? Obstacle { get; set; }

        public bool IsVisited { get; set; }

        public bool IsOn => Decision.IsEnabled && Obstacle is null;
    }
}
