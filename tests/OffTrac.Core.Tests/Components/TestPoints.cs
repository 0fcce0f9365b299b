using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Sdk.Components;

namespace OffTrac.Core.Tests.Components;

/// <summary>Extension points with components that tests put in.</summary>
internal sealed class TestPoints : ILogger
{
    private readonly List<string> _log = [];

    public TestPoints(TimeProvider? time = null) => Points = new ExtensionPoints(time ?? TimeProvider.System, this);

    public ExtensionPoints Points { get; }

    public TestLease Lease { get; private set; } = new();

    /// <summary>Called with each line that is logged, before who logs it goes on.</summary>
    public Action<string>? Logging { get; set; }

    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public IComponentPoint<ITestListener> Listeners => Points.Get<ITestListener>();

    public IComponentPoint<ITestPolicy> Policies => Points.Get<ITestPolicy>();

    /// <summary>Puts these components in the place of those before, under a lease of their own.</summary>
    public TestLease Replace(params (string Name, TestComponent Component)[] components)
    {
        Lease = new TestLease();
        Points.Replace([.. components.Select(component => Entry(component.Name, component.Component, Lease))]);
        return Lease;
    }

    public static ComponentEntry Entry(string name, object instance, IComponentLease lease, Delivery delivery = Delivery.Plain)
        => new(new ComponentDescription { Name = name, Plugin = "test", PluginVersion = "1.2", Delivery = delivery }, instance, lease);

    public ValueTask TellAsync(string text = "", CancellationToken cancellation = default)
        => Listeners.TellAsync(text, static (listener, told, token) => listener.ToldAsync(told, token), cancellation);

    /// <summary>Calls often enough for every component to be trusted.</summary>
    public async Task WarmUpAsync()
    {
        for (var i = 0; i < 40; i++)
        {
            await TellAsync();
            await Policies.AskFirstAsync("", static (policy, text, token) => policy.AskAsync(text, token), default);
        }
    }

    public ComponentStatistics Statistics(string component, string point = nameof(ITestListener))
        => Points.Statistics(component).Single(statistics => statistics.ExtensionPoint == point);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Assert.Null(exception);
        lock (_log)
        {
            _log.Add(formatter(state, exception));
        }

        Logging?.Invoke(formatter(state, exception));
    }
}
