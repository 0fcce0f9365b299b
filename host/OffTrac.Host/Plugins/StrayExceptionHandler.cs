using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace OffTrac.Host.Plugins;

/// <summary>
/// Keeps the process alive when a plugin throws where nobody catches: in an async void method, a thread of its own, a timer, a
/// finalizer. Only what a plugin threw is survived; a fault of the host ends the process as always. Keeps text, no exceptions.
/// </summary>
internal sealed class StrayExceptionHandler : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StrayException> _byPlugin = new(StringComparer.Ordinal);
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    public StrayExceptionHandler(ILoggerFactory loggers, TimeProvider time)
    {
        _logger = loggers.CreateLogger("OffTrac.Plugins");
        _time = time;
        ProcessHook.Instance.Add(this);
    }

    /// <summary>Stray exceptions by plugin id: how many, and the last one.</summary>
    public IReadOnlyDictionary<string, StrayException> ByPlugin
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, StrayException>(_byPlugin, StringComparer.Ordinal);
            }
        }
    }

    public void Dispose() => ProcessHook.Instance.Remove(this);

    private void Record(string plugin, string version, string text)
    {
        lock (_lock)
        {
            var count = _byPlugin.TryGetValue(plugin, out var before) ? before.Count + 1 : 1;
            _byPlugin[plugin] = new StrayException { Plugin = plugin, Version = version, Count = count, Last = text, Time = _time.GetUtcNow() };
        }

        _logger.LogError("Plugin {Plugin} {Version} threw where nobody catches; the host goes on. {Exception}", plugin, version, text);
    }

    /// <summary>The runtime takes one handler per process and never gives it back.</summary>
    private sealed class ProcessHook
    {
        private readonly Lock _lock = new();
        private StrayExceptionHandler[] _handlers = [];
        private bool _isSet;

        public static ProcessHook Instance { get; } = new();

        public void Add(StrayExceptionHandler handler)
        {
            lock (_lock)
            {
                if (!_isSet)
                {
                    ExceptionHandling.SetUnhandledExceptionHandler(Handle);
                    _isSet = true;
                }

                Volatile.Write(ref _handlers, [.. _handlers, handler]);
            }
        }

        public void Remove(StrayExceptionHandler handler)
        {
            lock (_lock)
            {
                Volatile.Write(ref _handlers, [.. _handlers.Where(other => other != handler)]);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private bool Handle(Exception exception)
        {
            var handlers = Volatile.Read(ref _handlers);
            if (handlers.Length == 0 || FindPlugin(exception) is not { } plugin)
            {
                return false;
            }

            var text = exception.ToString();
            foreach (var handler in handlers)
            {
                handler.Record(plugin.Id, plugin.Version, text);
            }

            return true;
        }

        private static (string Id, string Version)? FindPlugin(Exception exception)
        {
            if (PluginOf(exception.GetType()) is { } thrower)
            {
                return thrower;
            }

            foreach (var frame in new StackTrace(exception, fNeedFileInfo: false).GetFrames())
            {
                if (frame.GetMethod()?.DeclaringType is { } type && PluginOf(type) is { } plugin)
                {
                    return plugin;
                }
            }

            return exception.InnerException is { } inner ? FindPlugin(inner) : null;
        }

        private static (string Id, string Version)? PluginOf(Type type) =>
            AssemblyLoadContext.GetLoadContext(type.Assembly) is PluginLoadContext context ? (context.PluginId, context.PluginVersion) : null;
    }
}
