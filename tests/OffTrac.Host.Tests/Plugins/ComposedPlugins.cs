using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Autofac;
using Microsoft.AspNetCore.Http;
using OffTrac.Host.Plugins;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Web;

namespace OffTrac.Host.Tests.Plugins;

/// <summary>Composes plugins as small as can be: a container per generation, one instance per component.</summary>
internal sealed class ComposedPlugins : IPluginSetObserver
{
    private readonly ConcurrentDictionary<PluginGeneration, IContainer> _containers = new();
    private PluginSnapshot _current = PluginSnapshot.Empty;

    public List<string> Swaps { get; } = [];

    public string? RefusedPlugin { get; set; }

    public ValueTask SwapAsync(IReadOnlyList<PluginSwap> swaps, PluginSnapshot plugins, CancellationToken cancellation)
    {
        foreach (var swap in swaps)
        {
            if (swap.New is { } generation)
            {
                if (generation.Metadata.Id == RefusedPlugin)
                {
                    throw new InvalidOperationException("not this one");
                }

                Compose(generation);
            }

            Swaps.Add($"{swap.Old?.Metadata.Version.ToString() ?? "-"} → {swap.New?.Metadata.ToString() ?? "-"}");
        }

        _current = plugins;
        return default;
    }

    public async ValueTask ReleaseAsync(PluginGeneration retired)
    {
        if (_containers.TryRemove(retired, out var container))
        {
            await container.DisposeAsync();
        }
    }

    /// <summary>Calls the fixture's handler inside a lease and gives back the text of its answer.</summary>
    public async Task<string> AskAsync(string plugin, CancellationToken cancellation = default)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var generation = _current.All.Single(candidate => candidate.Metadata.Id == plugin);
            if (!generation.TryEnter())
            {
                continue;
            }

            try
            {
                return await AnswerAsync(generation, cancellation);
            }
            finally
            {
                generation.Exit();
            }
        }

        throw new InvalidOperationException($"{plugin} went twice");
    }

    public T Resolve<T>(string plugin)
        where T : class
        => _containers[_current.All.Single(generation => generation.Metadata.Id == plugin)].Resolve<T>();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<string> AnswerAsync(PluginGeneration generation, CancellationToken cancellation)
    {
        var handler = _containers[generation].Resolve<IRequestHandler>();
        var result = await handler.HandleAsync(null!, cancellation);
        var body = new MemoryStream();
        await result.ExecuteAsync(new DefaultHttpContext { Response = { Body = body } });
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Compose(PluginGeneration generation)
    {
        var builder = new ContainerBuilder();
        foreach (var type in generation.ComponentTypes)
        {
            builder.RegisterType(type).AsImplementedInterfaces().SingleInstance();
        }

        builder.RegisterInstance<IHost>(new GenerationHost(generation.Stopping));
        _containers[generation] = builder.Build();
    }

    private sealed class GenerationHost(CancellationToken stopping) : IHost
    {
        public string Instance => "tests";

        public string Node => "tests-1";

        public string Version => "0.1.0";

        public DateTimeOffset Started => DateTimeOffset.UnixEpoch;

        public bool IsServing => true;

        public CancellationToken Stopping => stopping;

        public IExtensionPoint<T> ExtensionPoint<T>()
            where T : class => throw new NotSupportedException("Nothing is composed here.");
    }
}
