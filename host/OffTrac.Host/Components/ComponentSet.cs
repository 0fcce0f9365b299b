using Autofac;
using OffTrac.Core.Components;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;

namespace OffTrac.Host.Components;

/// <summary>The running components of one environment, or of the host. An edit of the rules or a swap of plugins makes and disposes only what changed.</summary>
internal sealed class ComponentSet(
    string owner, ComponentScope scope, ScopeServices services, ExtensionPoints points, ComponentChecks checks, TimeProvider time, ILogger logger,
    CancellationToken hostEnding)
    : IAsyncDisposable
{
    private static readonly TimeSpan s_makingLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly Dictionary<PluginComposition, ILifetimeScope> _scopes = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _silent = new(StringComparer.Ordinal);
    private Dictionary<ComponentClass, RunningComponent> _running = new(ReferenceEqualityComparer.Instance);

    // The instances that a constructor being called may take.
    private Dictionary<ComponentClass, RunningComponent> _making = [];
    private IReadOnlyList<ComponentStatus> _statuses = [];
    private bool _isInBackground;

    /// <summary>Every component, on or off, with the reason.</summary>
    public IReadOnlyList<ComponentStatus> Statuses
        => [.. Volatile.Read(ref _statuses).Select(status => status with { Statistics = points.Statistics(status.Description.Name) })];

    /// <summary>Brings the running components in line with the plugins and the rules as they are now.</summary>
    /// <param name="plugins">Core and the plugins of this scope, in the order of components.</param>
    /// <param name="decide">What the rules say of a component; the flag tells that no rule is needed.</param>
    /// <param name="deliveryOf">How a component hears of changes.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    public async Task ApplyAsync(
        IReadOnlyList<PluginComposition> plugins, Func<ComponentDescription, bool, ComponentDecision> decide,
        Func<ComponentDescription, Delivery> deliveryOf, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var plan = new ComponentPlan(plugins, scope, services, decide);
            var before = _running;
            var next = _making = new Dictionary<ComponentClass, RunningComponent>(ReferenceEqualityComparer.Instance);
            try
            {
                await MakeAsync(plan, before, next, cancellation).ConfigureAwait(false);
            }
            catch
            {
                _ = LeaveAsync(next.Values.Except(before.Values));
                throw;
            }

            _running = next;
            points.Replace(
            [
                .. plugins.SelectMany(plugin => plugin.Classes).Where(next.ContainsKey)
                    .Select(component => next[component].EntryAs(deliveryOf(component.Description))),
            ]);
            Volatile.Write(ref _statuses, plan.Statuses);
            StartBackground(next.Values);
            _ = LeaveAsync(before.Values.Except(next.Values));
            LeaveScopes(plugins);
            TellSilentPlugins(plan.Statuses);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Starts the background work of all components, now and later.</summary>
    public async Task StartBackgroundAsync(CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        _isInBackground = true;
        StartBackground(_running.Values);
        _changing.Release();
    }

    /// <summary>Disposes all instances. The extension points keep them until somebody replaces them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        var running = _running.Values.ToArray();
        _running = _making = [];
        Volatile.Write(ref _statuses, []);
        await LeaveAsync(running).ConfigureAwait(false);
        LeaveScopes([]);
        _changing.Dispose();
    }

    private async Task MakeAsync(
        ComponentPlan plan, Dictionary<ComponentClass, RunningComponent> before, Dictionary<ComponentClass, RunningComponent> next,
        CancellationToken cancellation)
    {
        var stuck = new HashSet<PluginComposition>();
        foreach (var candidate in plan.Order)
        {
            cancellation.ThrowIfCancellationRequested();
            if (candidate.Needs.Find(need => !next.ContainsKey(need.Class)) is { } off)
            {
                candidate.Obstacle = ComponentPlan.NeedsOther(off);
                continue;
            }

            RunningComponent[] needs = [.. candidate.Needs.Select(need => next[need.Class])];
            if (before.TryGetValue(candidate.Class, out var running) && running.Needs.SequenceEqual(needs))
            {
                next.Add(candidate.Class, running);
                continue;
            }

            if (stuck.Contains(candidate.Plugin))
            {
                candidate.Obstacle = "the constructor of another component of its plugin does not return";
                continue;
            }

            await MakeAsync(candidate, needs, next, stuck, cancellation).ConfigureAwait(false);
        }
    }

    private async Task MakeAsync(
        ComponentPlan.Candidate candidate, RunningComponent[] needs, Dictionary<ComponentClass, RunningComponent> next,
        HashSet<PluginComposition> stuck, CancellationToken cancellation)
    {
        var (plugin, component) = (candidate.Plugin, candidate.Class);
        RunningComponent? made = null;
        try
        {
            var pluginScope = ScopeOf(plugin);
            candidate.Obstacle = checks.BadOptions(component, pluginScope);
            if (candidate.Obstacle is null)
            {
                var making = Task.Run(() => PluginComposition.Make(component, pluginScope), CancellationToken.None);
                var instance = await making.WaitAsync(s_makingLimit, time, cancellation).ConfigureAwait(false);
                made = new RunningComponent(plugin, component, instance, needs, logger, hostEnding);
                candidate.Obstacle = await checks.MissingAsync(instance, cancellation).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            stuck.Add(plugin);
            candidate.Obstacle = $"its constructor did not return within {s_makingLimit.TotalSeconds:0} s";
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            candidate.Obstacle = "its constructor failed: " + ConstructorFailure(exception);
        }

        if (candidate.Obstacle is null)
        {
            next.Add(component, made!);
            return;
        }

        logger.LogError(
            "Component {Component} of plugin {Plugin} is off in {Owner}: {Reason}", component.Name, plugin.Plugin, owner, candidate.Obstacle);
        if (made is not null)
        {
            plugin.Await(made.StopAsync(Task.CompletedTask));
        }
    }

    /// <summary>Autofac wraps what a constructor throws; a person wants the cause.</summary>
    private static string ConstructorFailure(Exception exception)
    {
        while (exception is Autofac.Core.DependencyResolutionException { InnerException: { } inner })
        {
            exception = inner;
        }

        return exception is TracException ? exception.Message : ExceptionText.Line(exception);
    }

    private ILifetimeScope ScopeOf(PluginComposition plugin)
    {
        if (!_scopes.TryGetValue(plugin, out var pluginScope))
        {
            pluginScope = plugin.OpenScope(services, component => _making[component].Instance);
            _scopes.Add(plugin, pluginScope);
        }

        return pluginScope;
    }

    private void StartBackground(IEnumerable<RunningComponent> components)
    {
        if (_isInBackground)
        {
            foreach (var component in components)
            {
                component.StartBackground(time);
            }
        }
    }

    /// <summary>Sends instances on their way out, those that took another one before that one.</summary>
    private static Task LeaveAsync(IEnumerable<RunningComponent> components)
    {
        var leaving = new Dictionary<RunningComponent, Task>(ReferenceEqualityComparer.Instance);
        foreach (var component in components.Reverse())
        {
            var dependents = leaving.Where(other => other.Key.Needs.Contains(component)).Select(other => other.Value).ToArray();
            var task = Task.Run(() => component.StopAsync(Task.WhenAll(dependents)));
            leaving.Add(component, task);
            component.Plugin.Await(task);
        }

        return Task.WhenAll(leaving.Values);
    }

    private void LeaveScopes(IReadOnlyList<PluginComposition> plugins)
    {
        foreach (var (plugin, pluginScope) in _scopes.Where(pair => !plugins.Contains(pair.Key)).ToArray())
        {
            _scopes.Remove(plugin);
            plugin.LeaveScope(pluginScope);
        }
    }

    private void TellSilentPlugins(IReadOnlyList<ComponentStatus> statuses)
    {
        foreach (var plugin in statuses.Where(status => !status.Description.IsCore).GroupBy(status => status.Description.Plugin))
        {
            var first = plugin.First();
            if (plugin.Any(status => status.IsEnabled || status.Rule is not null))
            {
                _silent.Remove(plugin.Key);
            }
            else if (_silent.Add(plugin.Key))
            {
                logger.LogInformation(
                    "Plugin {Plugin} {Version} has no enabled component in {Owner}; to enable it: offtrac plugin enable {Id}",
                    plugin.Key, first.Description.PluginVersion, owner, plugin.Key);
            }
        }
    }
}
