using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OffTrac.Core.Components;

namespace OffTrac.Core.Configuration;

/// <summary>
/// Hands out an options record and follows edits of the ini. Belongs to the container of the plugin whose record it is, and must be
/// disposed with it.
/// </summary>
public sealed class OptionsMonitor<T> : IOptionsMonitor<T>, IOptionsProblem, IDisposable
    where T : class
{
    private readonly EnvironmentConfiguration _configuration;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly IDisposable _registration;
    private volatile T _current;
    private Action<T, string?>? _listeners;

    public OptionsMonitor(EnvironmentConfiguration configuration, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        (_configuration, _logger) = (configuration, logger);

        // Before it is read: an edit meanwhile must not be missed.
        var version = configuration.Version;
        var binding = OptionsBinder.Bind<T>(configuration);
        _current = binding.Value;
        Problem = binding.Problems.Count == 0 ? null : string.Join(' ', binding.Problems);
        _registration = ChangeToken.OnChange(configuration.GetChangeToken, Rebind);
        if (configuration.Version != version)
            Rebind();
    }

    public T CurrentValue => _current;

    /// <summary>What was wrong when it was made; null when nothing was, or after it was mended.</summary>
    public string? Problem { get; private set; }

    public T Get(string? name) => _current;

    public IDisposable OnChange(Action<T, string?> listener)
    {
        lock (_lock)
            _listeners += listener;
        return new Subscription(this, listener);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _listeners = null;
    }

    /// <summary>A bad edit leaves the last good record.</summary>
    private void Rebind()
    {
        var binding = OptionsBinder.Bind<T>(_configuration);
        if (binding.Problems.Count > 0)
        {
            foreach (var problem in binding.Problems)
                _logger.LogError("{Problem} The last good value stays.", problem);
            return;
        }

        (_current, Problem) = (binding.Value, null);
        foreach (var listener in Delegate.EnumerateInvocationList(_listeners))
            Tell(listener, binding.Value);
    }

    /// <summary>One that fails must not keep the others from hearing. The text only: the exception would keep its plugin in memory.</summary>
    private void Tell(Action<T, string?> listener, T value)
    {
        try
        {
            listener(value, null);
        }
        catch (Exception exception)
        {
            _logger.LogError("A listener to options could not take an edit: {Error}", ExceptionText.Full(exception));
        }
    }

    private sealed class Subscription(OptionsMonitor<T> monitor, Action<T, string?> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (monitor._lock)
                monitor._listeners -= listener;
        }
    }
}
