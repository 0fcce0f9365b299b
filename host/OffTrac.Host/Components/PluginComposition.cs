using Autofac;
using Microsoft.Extensions.Options;
using OffTrac.Core.Components;
using OffTrac.Host.Plugins;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Components;

/// <summary>The container of one plugin generation, or of Core: a root of its own, with a scope per environment below it.</summary>
/// <remarks>
/// Never a child of another container: the registries of parents remember what was asked for, types of plugins included, and keep
/// the plugin in memory.
/// </remarks>
internal sealed class PluginComposition : IAsyncDisposable
{
    private readonly IContainer _container;
    private readonly Lock _lock = new();
    private readonly List<Task> _leaving = [];

    private PluginComposition(
        string plugin, string version, IComponentLease lease, IReadOnlyList<ComponentClass> classes, ILoggerFactory loggers)
    {
        Plugin = plugin;
        Version = version;
        Lease = lease;
        Classes = classes;
        _container = BuildContainer(classes, loggers);
    }

    public string Plugin { get; }

    public string Version { get; }

    public IComponentLease Lease { get; }

    public IReadOnlyList<ComponentClass> Classes { get; }

    /// <summary>Components whose class could not be loaded, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Broken { get; private init; } = new Dictionary<string, string>();

    public bool IsCore => string.Equals(Plugin, ComponentDescription.CorePlugin, StringComparison.Ordinal);

    /// <summary>True for a plugin in an environment's own folder: there its components need no rule.</summary>
    public bool IsAutoEnabled { get; private init; }

    public static PluginComposition OfCore(ILoggerFactory loggers)
    {
        var core = typeof(ExtensionPoints).Assembly;
        Type[] types =
        [
            .. core.GetExportedTypes().Where(type => type.IsDefined(typeof(ComponentAttribute), inherit: false)),
            // Trac's own component, but made of HTTP, which Core must not know.
            typeof(Web.Authentication.LoginModule),
        ];
        return new PluginComposition(
            ComponentDescription.CorePlugin, "", new CoreLease(), ComponentClass.Analyze(types, ComponentDescription.CorePlugin, ""), loggers);
    }

    /// <summary>The host as this plugin sees it; null for the host itself.</summary>
    public PluginHost? Host { get; private init; }

    public static PluginComposition Of(PluginGeneration generation, IHost host, ILoggerFactory loggers)
    {
        var (id, version) = (generation.Metadata.Id, generation.Metadata.Version.ToString());
        return new PluginComposition(id, version, generation, ComponentClass.Analyze(generation.ComponentTypes, id, version), loggers)
        {
            Broken = generation.BrokenComponents,
            Host = new PluginHost(host, id, loggers.CreateLogger("OffTrac.Plugins"), generation.Stopping),
            IsAutoEnabled = generation.Candidate.Folder.Level == PluginFolderLevel.Environment,
        };
    }

    /// <summary>A plugin whose classes are in the host already: for tests of the composition.</summary>
    internal static PluginComposition Of(string plugin, IComponentLease lease, IReadOnlyList<Type> types, ILoggerFactory loggers)
        => new(plugin, "1.0", lease, ComponentClass.Analyze(types, plugin, "1.0"), loggers);

    /// <summary>A scope for an environment or for the host.</summary>
    /// <param name="services">What components there may ask for.</param>
    /// <param name="component">Finds the instance of another component of the plugin.</param>
    public ILifetimeScope OpenScope(ScopeServices services, Func<ComponentClass, object> component)
        => _container.BeginLifetimeScope(builder =>
        {
            services.Register(builder, this);
            foreach (var other in Classes)
            {
                builder.Register(_ => component(other)).As(other.Type).ExternallyOwned();
            }
        });

    public static object Make(ComponentClass component, ILifetimeScope scope) => scope.ResolveKeyed(component, typeof(object));

    /// <summary>Has <see cref="DisposeAsync"/> wait for instances that are on their way out.</summary>
    public void Await(Task leaving)
    {
        lock (_lock)
        {
            _leaving.RemoveAll(static task => task.IsCompleted);
            _leaving.Add(leaving);
        }
    }

    /// <summary>Disposes a scope when the instances on their way out have gone.</summary>
    public void LeaveScope(ILifetimeScope scope) => Await(LeaveAsync(scope, Leaving()));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Leaving()).ConfigureAwait(false);
        if (Host is { } host)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }

        await _container.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task LeaveAsync(ILifetimeScope scope, Task[] before)
    {
        await Task.WhenAll(before).ConfigureAwait(false);
        await scope.DisposeAsync().ConfigureAwait(false);
    }

    private Task[] Leaving()
    {
        lock (_lock)
        {
            return [.. _leaving];
        }
    }

    private static IContainer BuildContainer(IReadOnlyList<ComponentClass> classes, ILoggerFactory loggers)
    {
        var builder = new ContainerBuilder();
        builder.RegisterInstance(loggers).ExternallyOwned();
        builder.RegisterGeneric(typeof(Logger<>)).As(typeof(ILogger<>)).SingleInstance();
        builder.RegisterInstance(loggers.CreateLogger("OffTrac.Configuration")).As<ILogger>().ExternallyOwned();
        builder.RegisterGeneric(typeof(Core.Configuration.OptionsMonitor<>)).As(typeof(IOptionsMonitor<>)).InstancePerLifetimeScope();
        builder.RegisterGeneric(static (context, types, _) => ExtensionPointBridge.Get(context.Resolve<IExtensionPoints>(), types[0]))
            .As(typeof(IExtensionPoint<>)).As(typeof(IComponentPoint<>)).InstancePerDependency().ExternallyOwned();
        foreach (var component in classes.Where(component => component.Defect is null))
        {
            builder.RegisterType(component.Type).Keyed<object>(component).InstancePerDependency().ExternallyOwned();
        }

        return builder.Build();
    }
}
