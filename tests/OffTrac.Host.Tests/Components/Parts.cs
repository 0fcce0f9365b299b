using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Host.Tests.Components;

#pragma warning disable CA1812, CA1822, IDE0060, MA0048, CS9113 // Made by the composition; the parameters of constructors are what is tested.

/// <summary>What happened to the parts, in order.</summary>
public sealed class Journal
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }
}

/// <summary>Every part is asked for itself.</summary>
[ExtensionPoint]
public interface IPart
{
    ValueTask<int> IdentityAsync(CancellationToken cancellation) => new(GetHashCode());
}

[Component("parts.Engine")]
public sealed class Engine(Journal journal) : IPart, IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        journal.Add("engine disposed");
        return default;
    }
}

[Component("parts.Car")]
public sealed class Car(Engine engine, Journal journal, ILogger<Car> logger, IExtensionPoint<IPart> parts) : IPart, IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        journal.Add("car disposed");
        return default;
    }
}

[Component("parts.Radio")]
public sealed class Radio(IOptionsMonitor<RadioOptions> options) : IPart
{
    public ValueTask<int> IdentityAsync(CancellationToken cancellation) => new(options.CurrentValue.Channel);
}

[OptionsSection("radio")]
public sealed record RadioOptions
{
    [Option("What to hear.", Minimum = 1)]
    public int Channel { get; init; } = 1;
}

[Component("parts.Egg")]
public sealed class Egg(Hen hen) : IPart;

[Component("parts.Hen")]
public sealed class Hen(Egg egg) : IPart;

[Component("parts.Brittle")]
public sealed class Brittle : IPart
{
    public Brittle() => throw new TracException("[brittle] glass = thin can't be used");
}

[Component("parts.Greedy")]
public sealed class Greedy(ITicketStore tickets) : IPart;

[Component("parts.TwoFaced")]
public sealed class TwoFaced : IPart
{
    public TwoFaced()
    {
    }

    public TwoFaced(Engine engine)
    {
    }
}

[Component("parts.Router", Scope = ComponentScope.Host)]
public sealed class Router : IPart;

[Component("parts.Clock")]
public sealed class Clock(Journal journal) : IBackgroundService
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        journal.Add("clock runs");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            journal.Add("clock stops");
        }
    }
}
