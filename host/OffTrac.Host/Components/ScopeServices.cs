using Autofac;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Components;

/// <summary>What the components of an environment, or of the host, may ask for: a fixed list of types of the SDK; Core's own also of Core.</summary>
internal sealed class ScopeServices(IExtensionPoints points, EnvironmentConfiguration configuration)
{
    private readonly Dictionary<Type, Func<object>> _services = [];

    /// <summary>Where Core's components find what is not in the list; null for nowhere.</summary>
    public IComponentContext? Core { get; init; }

    /// <summary>Offers a service to all components.</summary>
    public ScopeServices Offer<T>(Func<T> service)
        where T : class
    {
        _services.Add(typeof(T), service);
        return this;
    }

    public bool Has(Type service, bool isCore) => _services.ContainsKey(service) || (isCore && Core?.IsRegistered(service) == true);

    /// <summary>Makes the services known to the scope of a plugin, which does not own them.</summary>
    public void Register(ContainerBuilder builder, PluginComposition plugin)
    {
        // For the open generics of points and options.
        builder.RegisterInstance(points).As<IExtensionPoints>().ExternallyOwned();
        builder.RegisterInstance(configuration).ExternallyOwned();
        foreach (var (type, service) in _services)
        {
            builder.Register(_ => service()).As(type).ExternallyOwned();
        }

        if (plugin.Host is { } host)
        {
            builder.RegisterInstance<IHost>(host).ExternallyOwned();
        }

        if (plugin.IsCore && Core is { } core)
        {
            var more = plugin.Classes.SelectMany(component => component.Needs).Where(need => need.Kind == ComponentNeedKind.Service)
                .Select(need => need.Type).Distinct().Where(type => !_services.ContainsKey(type) && core.IsRegistered(type));
            foreach (var type in more)
            {
                builder.Register(_ => core.Resolve(type)).As(type).ExternallyOwned();
            }
        }
    }
}
