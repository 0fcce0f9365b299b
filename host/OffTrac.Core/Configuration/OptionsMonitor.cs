using System.Collections.Immutable;
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
    private ImmutableList<Subscription> _subscriptions = [];

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
        var subscription = new Subscription(this, listener);
        lock (_lock)
            _subscriptions = _subscriptions.Add(subscription);
        return subscription;
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_lock)
            _subscriptions = [];
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
        ImmutableList<Subscription> subscriptions;
        lock (_lock)
            subscriptions = _subscriptions;
        foreach (var subscription in subscriptions)
            subscription.Tell(binding.Value);
    }

    /// <summary>A plugin's listener. One that throws or hangs must not keep the others, or later edits, from being heard.</summary>
    private sealed class Subscription(OptionsMonitor<T> monitor, Action<T, string?> listener) : IDisposable
    {
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

        private Task _telling = Task.CompletedTask;

        public void Tell(T value)
        {
            if (!_telling.IsCompleted)
                return;
            _telling = Task.Run(() => Call(value));
#pragma warning disable RS0030 // Whoever noticed the edit is synchronous; this waits for another thread's synchronous call, no longer than the limit.
            var isTold = _telling.Wait(s_limit);
#pragma warning restore RS0030
            if (!isTold)
                monitor._logger.LogError("A listener to options {Options} did not return within {Limit}; it is told nothing more until it does", typeof(T).FullName, s_limit);
        }

        public void Dispose()
        {
            lock (monitor._lock)
                monitor._subscriptions = monitor._subscriptions.Remove(this);
        }

        private void Call(T value)
        {
            try
            {
                listener(value, null);
            }
            catch (Exception exception)
            {
                // The text only: the exception would keep its plugin in memory.
                monitor._logger.LogError("A listener to options could not take an edit: {Error}", ExceptionText.Full(exception));
            }
        }
    }
}
