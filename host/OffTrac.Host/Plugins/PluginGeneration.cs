using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using OffTrac.Core.Components;

namespace OffTrac.Host.Plugins;

/// <summary>
/// One loading of one plugin, and the only place in the host that holds types of it. Its life: entered by calls, retired (no call
/// enters any more, those inside run out), its instances and containers disposed by the composition, unloaded.
/// </summary>
#pragma warning disable CA1001 // Unload ends its life, token source included.
internal sealed class PluginGeneration : IComponentLease
#pragma warning restore CA1001
{
    private const int Retired = 1 << 30;

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ContractContext? _exports;
    private PluginLoadContext? _context;
    private Assembly? _assembly;
    private IReadOnlyList<Type> _componentTypes;
    private IReadOnlyList<ContractContext> _contracts;
    private int _leases;

    public PluginGeneration(
        PluginCandidate candidate,
        string directory,
        PluginLoadContext context,
        Assembly assembly,
        IReadOnlyList<ContractContext> contracts,
        ContractContext? exports)
    {
        Candidate = candidate;
        Metadata = candidate.Metadata ?? throw new ArgumentException("A candidate without metadata can't be loaded.", nameof(candidate));
        Directory = directory;
        IsCollectible = context.IsCollectible;
        Stopping = _stopping.Token;
        _context = context;
        _assembly = assembly;
        _contracts = contracts;
        _exports = exports;
        (_componentTypes, BrokenComponents) = FindComponents(assembly, Metadata);
    }

    public PluginMetadata Metadata { get; }

    /// <summary>Where it was found. Only the folder's times and whom it serves may change.</summary>
    public PluginCandidate Candidate { get; set; }

    /// <summary>The copy that it was loaded from: templates and static files are read here.</summary>
    public string Directory { get; }

    public bool IsCollectible { get; }

    /// <summary>The component classes, ordered by component name; empty after <see cref="Unload"/>.</summary>
    public IReadOnlyList<Type> ComponentTypes => _componentTypes;

    /// <summary>Components whose class could not be loaded, with the reason.</summary>
    public IReadOnlyDictionary<string, string> BrokenComponents { get; }

    /// <summary>Cancelled when the generation is retired. Still a valid (cancelled) token afterwards.</summary>
    public CancellationToken Stopping { get; }

    CancellationToken IComponentLease.Going => Stopping;

    /// <summary>Calls that are inside at the moment.</summary>
    public int Leases => Volatile.Read(ref _leases) & ~Retired;

    /// <summary>The contracts it shares with others, its own included.</summary>
    public IReadOnlyList<ContractContext> Contracts => _contracts;

    /// <summary>The contracts it exports; null for none.</summary>
    public ContractContext? Exports => _exports;

    /// <summary>Whether it was loaded with the contracts that these plugins export now.</summary>
    public bool SharesContractsWith(IReadOnlyList<PluginGeneration> required) =>
        _contracts.Where(contracts => contracts != _exports)
            .SequenceEqual(required.SelectMany(static plugin => plugin.Contracts).Distinct());

    public bool TryEnter()
    {
        if ((Interlocked.Increment(ref _leases) & Retired) == 0)
        {
            return true;
        }

        Exit();
        return false;
    }

    public void Exit()
    {
        if (Interlocked.Decrement(ref _leases) == Retired)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Lets nobody in any more, cancels <see cref="Stopping"/> and waits until the calls inside have returned.</summary>
    /// <param name="over">Cancelled when nobody waits for them any more.</param>
    /// <returns>True when all have returned.</returns>
    public async ValueTask<bool> RetireAsync(CancellationToken over)
    {
        if (Interlocked.Or(ref _leases, Retired) == 0)
        {
            _drained.TrySetResult();
        }

        // What the plugin registered on the token may hang as well.
        await Task.WhenAll(CancelAsync(), _drained.Task).WaitAsync(over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _drained.Task.IsCompleted;
    }

    /// <summary>
    /// Gives up everything of the plugin and unloads its context. Called once, after the composition has disposed what it made;
    /// the caller must have no object of the plugin in a local variable.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public UnloadWatch Unload()
    {
        var context = Interlocked.Exchange(ref _context, null) ?? throw new UnreachableException($"{Metadata} is unloaded already.");
        _stopping.Dispose();
        _componentTypes = [];
        _assembly = null;
        _exports = null;
        var contexts = new List<WeakReference>();
        var directories = new List<string> { Directory };
        if (context.IsCollectible)
        {
            TypeCaches.Clear(context);
            contexts.Add(new WeakReference(context, trackResurrection: true));
            context.Unload();
        }

        foreach (var contracts in Interlocked.Exchange(ref _contracts, []))
        {
            contracts.RemoveUser(contexts, directories);
        }

        return new UnloadWatch(Metadata.Id, Metadata.Version.ToString(), directories, contexts);
    }

    public override string ToString() => Metadata.ToString();

    private async Task CancelAsync()
    {
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException)
        {
            // A plugin's own registration threw. It is on its way out; there is nobody left to tell, and keeping it would pin it.
        }
    }

    private static (IReadOnlyList<Type> Types, IReadOnlyDictionary<string, string> Broken) FindComponents(
        Assembly assembly, PluginMetadata metadata)
    {
        var types = new List<Type>();
        var broken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var component in metadata.Components)
        {
            try
            {
                types.Add(assembly.GetType(component.TypeName, throwOnError: true)!);
            }
            catch (Exception unloadable) when (unloadable is TypeLoadException or IOException or BadImageFormatException)
            {
                broken.Add(component.Description.Name, LoadProblem.Describe(unloadable));
            }
        }

        return (types, broken);
    }
}
