using Autofac;
using OffTrac.Core.Components;

namespace OffTrac.Host.Components;

/// <summary>What the components of an environment, or of the host, may ask for: a fixed list of types of the SDK; Core's own also of Core.</summary>
internal sealed class ScopeServices
{
    private readonly Dictionary<Type, Func<object>> _sdk = [];
    private readonly Dictionary<Type, Func<object>> _core = [];

    /// <summary>Offers a service to all components.</summary>
    public ScopeServices Offer<T>(Func<T> service)
        where T : class
    {
        _sdk.Add(typeof(T), service);
        return this;
    }

    /// <summary>Offers a service to Core's components only.</summary>
    public ScopeServices OfferToCore<T>(Func<T> service)
        where T : class
    {
        _core.Add(typeof(T), service);
        return this;
    }

    public bool Has(Type service, bool isCore) => _sdk.ContainsKey(service) || (isCore && _core.ContainsKey(service));

    /// <summary>Makes the services known to a plugin's scope, which does not own them. The points and configuration serve its open generics.</summary>
    public void Register(ContainerBuilder builder, bool isCore)
    {
        foreach (var (type, service) in isCore ? _sdk.Concat(_core) : _sdk.Concat(_core.Where(pair => IsForGenerics(pair.Key))))
        {
            builder.Register(_ => service()).As(type).ExternallyOwned();
        }
    }

    private static bool IsForGenerics(Type type)
        => type == typeof(IExtensionPoints) || type == typeof(Core.Configuration.EnvironmentConfiguration);
}
