using OffTrac.Core.Components;

namespace OffTrac.Core.Deliveries;

/// <summary>What is in memory of one component's deliveries, and what becomes of it when a call ends.</summary>
/// <remarks>Not safe for threads; its owner locks.</remarks>
internal sealed class DeliveryState(string component, long repeatsUpTo, DispatchServices services)
{
    private readonly DeliverySettings _settings = services.Settings;

    // Failed while the receiver seemed away; when it is back they need not wait out their own pauses.
    private readonly List<DeliveryBlock> _failedInARow = [];
    private readonly HashSet<long> _dueAgain = [];

    // Failed here and not told since: what is stored may not say so yet when it is read again.
    private readonly HashSet<long> _tried = [];
    private (long Number, string Reason) _noted;
    private int _mayRepeat = services.Settings.WindowEvents;

    public DeliveryWindow Window { get; } = new(services.Settings.WindowEvents, services.Settings.WindowSize);

    public OutagePause Outage { get; } = new(services.Settings);

    /// <summary>Whether an event's record is to be read; when not, its resource waits.</summary>
    public bool Wants(long number, string resource, string? related, long nextTry)
    {
        if (Window.Knows(number))
            return false;
        if (Window.IsBlocked(resource, related))
        {
            Window.Skip(number, resource, related);
            return false;
        }

        if (_dueAgain.Remove(number) || nextTry <= services.Now)
            return true;
        Window.Postpone(number, resource, related, nextTry);
        return false;
    }

    /// <summary>Takes what was read, unless its resource has to wait meanwhile.</summary>
    public void Add(PendingEvent pending)
    {
        if (Window.IsBlocked(pending.Resource, pending.Related))
        {
            Window.Skip(pending.Number, pending.Resource, pending.Related);
            return;
        }

        // Who died can have told, without marking it, of nothing but what was in its memory.
        if (((pending.Number <= repeatsUpTo && _mayRepeat-- > 0) || _tried.Contains(pending.Number)) && pending.Change is { } change)
            pending.Change = change with { MayRepeat = true };
        Window.Add(pending);
    }

    /// <summary>Forgets what is in memory, because an administrator changed what waits.</summary>
    public void Reset()
    {
        Window.Clear();
        Outage.End();
        _failedInARow.Clear();
        _dueAgain.Clear();
    }

    /// <returns>What is to be marked; null for nothing.</returns>
    public DeliveryOutcome? Settle(PendingEvent pending, DeliveryResult? result)
    {
        switch (result?.Verdict)
        {
            case DeliveryVerdict.Told:
                Recover();
                _tried.Remove(pending.Number);
                Window.Told(pending);
                return Outcome(pending);
            case DeliveryVerdict.Undeliverable:
                _tried.Remove(pending.Number);
                Window.Told(pending);
                return Outcome(pending);
            case DeliveryVerdict.Failed:
                return Fail(pending, result.Value.Reason!).Outcome;
            case DeliveryVerdict.Paused:
                return PutBack(pending, result.Value.Reason!);
            case DeliveryVerdict.Gone:
                Window.PutBack(pending);
                Outage.Begin(services.Now);
                return null;
            default:
                Window.PutBack(pending);
                return null;
        }
    }

    private DeliveryOutcome? PutBack(PendingEvent pending, string reason)
    {
        Window.PutBack(pending);
        if (pending.Change is { MayRepeat: false } change)
            pending.Change = change with { MayRepeat = true };
        if (!Outage.Begin(services.Now) || _noted == (pending.Number, reason))
            return null;
        _noted = (pending.Number, reason);
        return Outcome(pending) with { Error = reason };
    }

    /// <summary>An event failed: its resources wait.</summary>
    public (DeliveryOutcome Outcome, DeliveryBlock Block) Fail(PendingEvent pending, string reason)
    {
        var attempts = pending.Attempts + 1;
        var until = services.Now + (long)_settings.PauseAfter(attempts).TotalMicroseconds;
        var block = Window.Fail(pending, until);
        Outage.Failed(pending.Resource, services.Now);
        _failedInARow.Add(block);
        _tried.Add(pending.Number);
        return (Outcome(pending) with { Attempts = attempts, NextTry = until, Error = reason }, block);
    }

    private void Recover()
    {
        if (_failedInARow.Count == 0 && !Outage.IsPaused)
            return;
        if (Outage.IsPaused)
        {
            foreach (var block in _failedInARow)
            {
                _dueAgain.Add(block.From);
                Window.Hurry(block, services.Now);
            }
        }

        _failedInARow.Clear();
        Outage.End();
    }

    private DeliveryOutcome Outcome(PendingEvent pending) =>
        new() { Component = component, Number = pending.Number, Attempts = pending.Attempts };
}
