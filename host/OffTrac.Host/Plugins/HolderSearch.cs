using Microsoft.Diagnostics.Runtime;

namespace OffTrac.Host.Plugins;

/// <summary>A breadth-first walk through the heap from all roots to the loader allocator of a plugin, whose reachability is what keeps a load context.</summary>
/// <param name="runtime">The snapshot.</param>
/// <param name="directories">Folders that the plugin's assemblies were loaded from.</param>
internal sealed class HolderSearch(ClrRuntime runtime, IReadOnlyList<string> directories)
{
    private const int MostSteps = 10;

    private readonly HashSet<ulong> _allocators = [];
    private readonly Dictionary<ulong, ulong> _foundFrom = [];
    private readonly Queue<ulong> _next = new();

    /// <summary>The path from what holds the plugin, as text; null when there is none.</summary>
    public string? Find()
    {
        FindAllocators();
        if (_allocators.Count == 0)
        {
            return null;
        }

        // Handles say more than a stack that happens to look at the same object, so stacks come last. Static fields are found
        // through the runtime's arrays, which handles hold; as roots they would include the plugin's own, which hold nothing.
        var roots = runtime.Heap.EnumerateRoots()
            .Where(static root => root.Object.IsValid && root.RootKind is not (ClrRootKind.StaticVar or ClrRootKind.ThreadStaticVar))
            .OrderBy(static root => root.RootKind == ClrRootKind.Stack ? 1 : 0)
            .ToList();
        var rootOf = new Dictionary<ulong, ClrRoot>();
        foreach (var root in roots)
        {
            if (rootOf.TryAdd(root.Object.Address, root) && _foundFrom.TryAdd(root.Object.Address, 0))
            {
                _next.Enqueue(root.Object.Address);
            }
        }

        return Walk() is { } end ? Describe(PathTo(end), rootOf) : null;
    }

    private void FindAllocators()
    {
        foreach (var module in runtime.EnumerateModules().Where(IsOfPlugin))
        {
            foreach (var (methodTable, _) in module.EnumerateTypeDefToMethodTableMap())
            {
                if (runtime.GetTypeByMethodTable(methodTable) is { LoaderAllocatorHandle: > 0 } type)
                {
                    _allocators.Add(runtime.DataTarget.DataReader.ReadPointer(type.LoaderAllocatorHandle));
                }
            }
        }

        _allocators.Remove(0);
    }

    private bool IsOfPlugin(ClrModule module) =>
        module.Name is { } name && directories.Any(directory => name.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private ulong? Walk()
    {
        while (_next.TryDequeue(out var address))
        {
            var found = runtime.Heap.GetObject(address);
            if (IsOfPlugin(found))
            {
                return address;
            }

            foreach (var reference in found.EnumerateReferenceAddresses(carefully: true))
            {
                if (_foundFrom.TryAdd(reference, address))
                {
                    _next.Enqueue(reference);
                }
            }
        }

        return null;
    }

    // An instance of a plugin's type, or of a generic type over one, keeps the allocator as much as a reference to that does.
    private bool IsOfPlugin(ClrObject found) =>
        _allocators.Contains(found.Address)
        || (found.Type is { LoaderAllocatorHandle: > 0 } type
            && _allocators.Contains(runtime.DataTarget.DataReader.ReadPointer(type.LoaderAllocatorHandle)));

    private List<ClrObject> PathTo(ulong end)
    {
        var path = new List<ClrObject>();
        for (var address = end; address != 0; address = _foundFrom[address])
        {
            path.Add(runtime.Heap.GetObject(address));
        }

        path.Reverse();
        return path;
    }

    private string Describe(List<ClrObject> path, Dictionary<ulong, ClrRoot> rootOf)
    {
        var root = rootOf[path[0].Address];
        var steps = new List<string>();
        var names = path.Select(static found => found.Type?.Name ?? "?").ToList();
        var first = 0;
        if (StaticField(path) is { } found)
        {
            steps.Add($"static field {found.Field}");
            first = found.Index;
        }
        else
        {
            steps.Add(DescribeRoot(root));
        }

        // The allocator itself says nothing to a reader; what refers to it does.
        steps.AddRange(names.Skip(first).SkipLast(_allocators.Contains(path[^1].Address) ? 1 : 0));
        return steps.Count <= MostSteps
            ? string.Join(" → ", steps)
            : string.Join(" → ", steps.Take(MostSteps / 2).Append("…").Concat(steps.TakeLast(MostSteps / 2)));
    }

    private string DescribeRoot(ClrRoot root) => root.RootKind switch
    {
        ClrRootKind.Stack => DescribeStack(root as ClrStackRoot),
        ClrRootKind.FinalizerQueue => "the finalizer queue",
        ClrRootKind.PinnedHandle or ClrRootKind.AsyncPinnedHandle => "a pinned GC handle",
        ClrRootKind.StrongHandle => "a GC handle",
        _ => $"a root of kind {root.RootKind}",
    };

    private string DescribeStack(ClrStackRoot? root)
    {
        var thread = runtime.Threads.FirstOrDefault(thread => thread.EnumerateStackRoots().Any(other => other.Address == root?.Address));
        var frames = thread?.EnumerateStackTrace().Select(static frame => frame.Method).OfType<ClrMethod>().ToList() ?? [];
        var inside = frames.Find(method => IsOfPlugin(method.Type.Module)) ?? root?.StackFrame?.Method ?? frames.FirstOrDefault();
        return $"the stack of thread {thread?.ManagedThreadId}, in {inside?.Signature ?? "native code"}";
    }

    // Static fields are slots of the runtime's own arrays, which is what the walk sees; the reader wants the field's name.
    private (string Field, int Index)? StaticField(List<ClrObject> path)
    {
        var candidates = new Dictionary<ulong, int>();
        for (var i = 0; i < Math.Min(path.Count, 3); i++)
        {
            candidates.TryAdd(path[i].Address, i);
        }

        foreach (var module in runtime.EnumerateModules().Where(module => !IsOfPlugin(module)))
        {
            foreach (var type in module.EnumerateTypesWithStaticFields())
            {
                foreach (var field in type.StaticFields.Where(static field => field.IsObjectReference))
                {
                    var value = field.ReadObject(module.AppDomain);
                    if (!value.IsNull && candidates.TryGetValue(value.Address, out var index))
                    {
                        return ($"{type.Name}.{field.Name}", index);
                    }
                }
            }
        }

        return null;
    }
}
