using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Pings;

namespace OffTrac.Plugins.Ping;

/// <summary>
/// Calls the observers one after the other, each with a time limit of its own. One that fails ten times in a row is left out for a
/// while; one whose call has not returned is not called again.
/// </summary>
internal sealed class ObserverCalls(IExtensionPoint<IPingObserver> observers, TimeProvider time, ILogger logger)
{
    private const int FailuresBeforePause = 10;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Observer> _observers = new(StringComparer.Ordinal);

    /// <summary>Tells all of a ping; only one call at a time.</summary>
    public async ValueTask<IReadOnlyList<ObserverReport>> ObserveAsync(Sdk.Pings.Ping ping, CancellationToken cancellation)
    {
        var reports = new List<ObserverReport>();
        foreach (var observer in await InOrderAsync(cancellation).ConfigureAwait(false))
        {
            if (observer.IsLeftOut(time.GetUtcNow()))
                continue;
            var report = await CallAsync(
                observer,
                (point, token) => point.AskAllAsync(ping, static (component, state, inner) => component.ObserveAsync(state, inner), token),
                cancellation).ConfigureAwait(false);
            reports.Add(new ObserverReport(observer.Name, report));
        }

        return reports;
    }

    /// <summary>When the first of them wants to be pinged; null for no wish.</summary>
    public async ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        var answers = await observers
            .AskAllAsync(0, static (component, _, _) => new ValueTask<DateTimeOffset?>(component.NextDue), cancellation).ConfigureAwait(false);
        return answers.Min(answer => answer.Value);
    }

    /// <summary>Asks all how things are.</summary>
    public async ValueTask<PingReport> LookAsync(CancellationToken cancellation)
    {
        var answers = await observers
            .AskAllAsync(0, static (component, _, token) => component.GetStatusAsync(token), cancellation).ConfigureAwait(false);
        return ObserverReport.Merge(answers.Select(answer => answer.Value));
    }

    /// <summary>Waits until what the observers say was started has ended, or the token is cancelled.</summary>
    /// <returns>The reports as they are then, and whether everything has ended.</returns>
    public async ValueTask<(IReadOnlyList<ObserverReport> Reports, bool HaveEnded)> WaitAsync(
        IReadOnlyList<ObserverReport> reports, CancellationToken cancellation)
    {
        var now = new List<ObserverReport>(reports.Count);
        var ended = true;
        foreach (var report in reports)
        {
            if (report.Report is not { Started.Count: > 0 } started)
            {
                now.Add(report);
                continue;
            }

            try
            {
                var answers = await PointOf(report.Observer)
                    .AskAllAsync(started, static (component, state, token) => component.WaitAsync(state, token), cancellation)
                    .ConfigureAwait(false);
                now.Add(answers.Count > 0 ? new ObserverReport(report.Observer, answers[0].Value) : report);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                now.Add(report);
                ended = false;
            }
        }

        return (now, ended);
    }

    private async ValueTask<IReadOnlyList<Observer>> InOrderAsync(CancellationToken cancellation)
    {
        var answers = await observers
            .AskAllAsync(0, static (component, _, _) => new ValueTask<int>(component.Order), cancellation).ConfigureAwait(false);
        foreach (var gone in _observers.Keys.Except(answers.Select(answer => answer.Component), StringComparer.Ordinal).ToList())
            _observers.Remove(gone);
        return [.. answers.OrderBy(answer => answer.Value).Select(answer => Of(answer.Component))];
    }

    private Observer Of(string name)
    {
        if (!_observers.TryGetValue(name, out var observer))
            _observers[name] = observer = new Observer(name, PointOf(name));
        return observer;
    }

    private IExtensionPoint<IPingObserver> PointOf(string name)
    {
        IReadOnlyList<string> only = [name];
        return observers.Ordered(() => only, onlyListed: true);
    }

    private async ValueTask<PingReport?> CallAsync(
        Observer observer,
        Func<IExtensionPoint<IPingObserver>, CancellationToken, ValueTask<IReadOnlyList<Answer<PingReport>>>> ask,
        CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var call = ask(observer.Point, limit.Token).AsTask();
        PingReport? report = null;
        try
        {
            // A call that returned at once has no need of a timer.
            var answers = call.IsCompleted
                ? await call.ConfigureAwait(false)
                : await call.WaitAsync(s_limit, time, cancellation).ConfigureAwait(false);
            report = answers.Count > 0 ? answers[0].Value : null;
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync().ConfigureAwait(false);
            observer.Abandoned = call;
            logger.LogError("{Observer} has not answered a ping within {Seconds} s; it is not pinged again until it returns.", observer.Name, s_limit.TotalSeconds);
        }

        observer.Note(report is not null, time.GetUtcNow());
        return report;
    }

    private sealed class Observer(string name, IExtensionPoint<IPingObserver> point)
    {
        private int _failures;
        private DateTimeOffset _leftOutUntil;

        public string Name { get; } = name;

        public IExtensionPoint<IPingObserver> Point { get; } = point;

        public Task? Abandoned { get; set; }

        public bool IsLeftOut(DateTimeOffset now) => now < _leftOutUntil || Abandoned is { IsCompleted: false };

        public void Note(bool succeeded, DateTimeOffset now)
        {
            _failures = succeeded ? 0 : _failures + 1;
            if (_failures < FailuresBeforePause)
                return;
            var pause = TimeSpan.FromMinutes(Math.Min(1L << Math.Min(_failures - FailuresBeforePause, 10), s_longestPause.TotalMinutes));
            _leftOutUntil = now + pause;
        }
    }
}
