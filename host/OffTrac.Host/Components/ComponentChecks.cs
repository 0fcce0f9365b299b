using Autofac;
using OffTrac.Core.Configuration;

namespace OffTrac.Host.Components;

/// <summary>What keeps an enabled component from running although its constructor could be called: options, tables, upgrades.</summary>
internal class ComponentChecks
{
    /// <summary>What is wrong with the options that it takes, in one line; null when nothing is.</summary>
    public virtual string? BadOptions(ComponentClass component, ILifetimeScope scope)
    {
        foreach (var need in component.Needs.Where(need => need.Kind == ComponentNeedKind.Options))
        {
            if (scope.Resolve(need.Type) is IOptionsProblem { Problem: { } problem })
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>What the environment lacks for this instance, in one line; null when nothing.</summary>
    public virtual ValueTask<string?> MissingAsync(object instance, CancellationToken cancellation) => default;
}
