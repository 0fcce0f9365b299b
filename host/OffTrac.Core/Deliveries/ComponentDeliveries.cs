using Microsoft.Extensions.Logging;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Keeps the memory of one component's deliveries filled from the database.</summary>
internal sealed class ComponentDeliveries
{
    private static readonly int s_generation = CacheGenerations.IdOf(DeliveryQueue.GenerationKey);

    private readonly DeliveryCalls _calls;
    private readonly PendingReader _reader;
    private readonly CommitHorizon _horizon;
    private readonly string _component;
    private readonly DispatchServices _services;
    private long _position;
    private bool _isAtEnd;
    private long _polled;
    private int _resets;
    private int? _knownGeneration;

    /// <param name="component">Name of the component.</param>
    /// <param name="repeatsUpTo">The last event of which somebody who died may have told; 0 for none.</param>
    /// <param name="services">What the parts of a dispatcher share.</param>
    public ComponentDeliveries(string component, long repeatsUpTo, DispatchServices services)
    {
        (_component, _services, _resets) = (component, services, services.Signal.Resets);
        _calls = new DeliveryCalls(component, repeatsUpTo, services);
        _horizon = new CommitHorizon(component);
        _reader = new PendingReader(component, _calls, _horizon);
    }

    /// <summary>Runs until cancelled, or until nothing is due when <paramref name="untilEmpty"/>.</summary>
    /// <returns>How many calls are still inside the component: it did not end them when it was told to.</returns>
    public async Task<int> RunAsync(bool untilEmpty, CancellationToken cancellation)
    {
        try
        {
            await FillAsync(untilEmpty, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The lease or the host goes; whoever comes next goes on.
        }
        finally
        {
            LeftCalls = await _calls.StopAsync().ConfigureAwait(false);
        }

        return LeftCalls;
    }

    public int LeftCalls { get; private set; }

    private async Task FillAsync(bool untilEmpty, CancellationToken cancellation)
    {
        var woken = Task.CompletedTask;
        while (true)
        {
            var (next, progress) = (_services.Signal.Next, _calls.Progress);
            Forget();
            if (_calls.Look() is { } from)
                GoBack(from);
            var hasRoom = _calls.HasRoom;
            if (hasRoom && (!_isAtEnd || woken.IsCompleted || IsPollDue))
            {
                await ReadAsync(cancellation).ConfigureAwait(false);
                woken = next;
                if (!_isAtEnd)
                    continue;
            }

            if (untilEmpty && _isAtEnd && _calls.IsDone)
                return;
            await WaitAsync(progress, hasRoom ? woken : null, cancellation).ConfigureAwait(false);
        }
    }

    private bool IsPollDue => _services.Time.GetElapsedTime(_polled) >= _services.Settings.Poll;

    private void Forget()
    {
        var resets = _services.Signal.Resets;
        if (resets == _resets)
            return;
        _resets = resets;
        StartOver();
    }

    private void StartOver()
    {
        _calls.Reset();
        GoBack(0);
    }

    private void GoBack(long number)
    {
        _position = Math.Min(_position, number - 1);
        _isAtEnd = false;
    }

    private async ValueTask ReadAsync(CancellationToken cancellation)
    {
        try
        {
            _calls.BeginReading();
            await _services.Database.ReadAsync(
                this,
                static async (session, self, token) =>
                {
                    await self.ReadAsync(session, token).ConfigureAwait(false);
                    return 0;
                },
                cancellation).ConfigureAwait(false);
        }
        catch (TracException failure)
        {
            // The calls in progress go on meanwhile, and what they come to is kept.
            _isAtEnd = false;
            _services.Logger.LogWarning("Deliveries to {Component} wait: {Reason}", _component, failure.Message);
            await Task.Delay(_services.Settings.FirstPause, _services.Time, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask ReadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        await _horizon.LookAsync(session, cancellation).ConfigureAwait(false);
        if (IsPollDue)
        {
            _polled = _services.Time.GetTimestamp();
            var generation = await CacheGenerations.ReadAsync(s_generation, session, cancellation).ConfigureAwait(false);
            if (_knownGeneration is { } known && known != generation)
                StartOver();
            _knownGeneration = generation;
        }

        if (await _horizon.FindLateAsync(_position, session, cancellation).ConfigureAwait(false) is { } late)
            GoBack(late);
        var page = await _reader.ReadAsync(_position, _calls.Room, _calls.SizeLeft, session, cancellation).ConfigureAwait(false);
        (_position, _isAtEnd) = (page.Last, page.IsLast);
    }

    private async ValueTask WaitAsync(Task progress, Task? woken, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var delay = Task.Delay(_calls.Pause(_services.Settings.Poll), _services.Time, waiting.Token);
        await (woken is null ? Task.WhenAny(progress, delay) : Task.WhenAny(progress, delay, woken)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
    }
}
