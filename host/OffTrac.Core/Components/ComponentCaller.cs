using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;

namespace OffTrac.Core.Components;

/// <summary>Calls one component at a time: lease, breaker, time limit, and what becomes of what it throws.</summary>
internal sealed class ComponentCaller<T>(Func<PointSnapshot<T>> current, TimeProvider time)
    where T : class
{
    private const string SwitchedOff = "it has been switched off";

    private readonly string _point = typeof(T).Name;

    /// <summary>Whether a call in progress is cancelled when its component goes.</summary>
    private readonly bool _endsWithComponent = Behavior() is { CancelsWithComponent: true };

    public TimeProvider Time { get; } = time;

    public TrustVersion Trust { get; } = new();

    public StallSearch<T> Stalls { get; } = new(TimeLimit(), time);

    /// <summary>Whether a failure reaches the caller of a round.</summary>
    public bool Throws { get; } = Behavior() is { OnFailure: FailureBehavior.Throw };

    public TimeSpan? Limit { get; } = TimeLimit();

    public ComponentFailedException Failure(ComponentSlot<T> slot, string reason) => new(slot.Name, _point, reason);

    public ComponentFailedException Failure(string component, string reason) => new(component, _point, reason);

    /// <summary>Begins a round on the caller's thread.</summary>
    /// <returns>The token for the components.</returns>
    public CancellationToken Begin(DispatchScope scope, ComponentSlot<T>[] slots, CancellationToken cancellation)
    {
        scope.Epoch = Stalls.Epoch;
        if (!ReferenceEquals(scope.Round, slots))
        {
            scope.Round = slots;
        }

        if (Limit is null)
        {
            return cancellation;
        }

        var source = scope.Source;
        if (cancellation.CanBeCanceled)
        {
            scope.Link = Link(source, cancellation);
        }

        return source.Token;
    }

    /// <summary>Ends a round on the caller's thread.</summary>
    public static void End(PointSnapshot<T> snapshot, DispatchScope scope, ExecutionContext? context)
    {
        scope.ResetSource();
        snapshot.Exit(scope);
        Restore(context);
    }

    /// <summary>Ends a round on the caller's thread with a call still going on.</summary>
    public LeftCall Leave(
        PointSnapshot<T> snapshot, DispatchScope scope, ComponentSlot<T> slot, ExecutionContext? context)
    {
        var link = scope.Link;
        scope.Link = default;
        var call = new LeftCall(
            Limit is null ? null : scope.DetachSource(), link, slot.Lease.TryEnter() ? slot.Lease : null, Time.GetTimestamp());
        snapshot.Exit(scope);
        Restore(context);
        return call;
    }

    public ValueTask<CallOutcome<bool>> TellAsync<TState>(
        ComponentSlot<T> slot, TState state, Func<T, TState, CancellationToken, ValueTask> tell,
        bool passTracExceptions, CancellationToken cancellation)
        => CallAsync(
            slot,
            (state, tell),
            static async (instance, call, token) =>
            {
                await call.tell(instance, call.state, token).ConfigureAwait(false);
                return true;
            },
            passTracExceptions,
            cancellation);

    /// <summary>Calls a durable component on the caller's thread, whatever its breaker says.</summary>
    public async ValueTask<DeliveryResult> DeliverAsync<TState>(
        ComponentSlot<T> slot, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        if (Enter(slot) is not { } entered)
            return new DeliveryResult(DeliveryVerdict.Gone, SwitchedOff);
        var guard = entered.Guard;
        guard.Count();
        var started = Time.GetTimestamp();
        try
        {
            await tell(entered.Instance, state, cancellation).ConfigureAwait(false);
            guard.Measure(Time.GetElapsedTime(started));
            return new DeliveryResult(DeliveryVerdict.Told);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (DeliveryPausedException paused)
        {
            return new DeliveryResult(DeliveryVerdict.Paused, paused.Message.ReplaceLineEndings(" "));
        }
        catch (UndeliverableException undeliverable)
        {
            return new DeliveryResult(DeliveryVerdict.Undeliverable, undeliverable.Message.ReplaceLineEndings(" "));
        }
        catch (Exception exception)
        {
            return new DeliveryResult(DeliveryVerdict.Failed, guard.DeliveryFailed(exception));
        }
        finally
        {
            entered.Lease.Exit();
        }
    }

    /// <summary>Calls a component that need not be trusted: where there is a time limit, a plugin's component runs on a thread of its own.</summary>
    public async ValueTask<CallOutcome<TAnswer>> CallAsync<TState, TAnswer>(
        ComponentSlot<T> slot, TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask,
        bool passTracExceptions, CancellationToken cancellation)
    {
        if (Enter(slot) is not { } entered)
        {
            return CallOutcome<TAnswer>.Failed(SwitchedOff);
        }

        slot = entered;
        if (!slot.Guard.TryBegin(out var refusal))
        {
            slot.Lease.Exit();
            return CallOutcome<TAnswer>.Failed(refusal);
        }

        slot.Guard.Count();
        var source = NewSource(slot, cancellation);
        var link = source is null || _endsWithComponent ? default : Link(source, cancellation);
        var call = new LeftCall(source, link, slot.Lease, Time.GetTimestamp());
        var token = source?.Token ?? cancellation;
        ValueTask<TAnswer> answering;
        try
        {
            answering = Limit is null || slot.Description.IsCore
                ? ask(slot.Instance, state, token)
                : new ValueTask<TAnswer>(Task.Run(() => ask(slot.Instance, state, token).AsTask(), CancellationToken.None));
        }
        catch (Exception exception)
        {
            answering = ValueTask.FromException<TAnswer>(exception);
        }

        return await FinishAsync(slot, call, answering, passTracExceptions, cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for a call, no longer than the limit, and lets go of what it holds.</summary>
    public async ValueTask<CallOutcome<TAnswer>> FinishAsync<TAnswer>(
        ComponentSlot<T> slot, LeftCall call, ValueTask<TAnswer> answering, bool passTracExceptions, CancellationToken cancellation)
    {
        Task<TAnswer>? running = null;
        try
        {
            TAnswer answer;
            if (answering.IsCompleted || Limit is not { } limit)
            {
                answer = await answering.ConfigureAwait(false);
            }
            else
            {
                running = answering.AsTask();
                answer = await running.WaitAsync(limit, Time, cancellation).ConfigureAwait(false);
            }

            slot.Guard.Measure(Time.GetElapsedTime(call.Started));
            slot.Guard.Succeeded();
            return CallOutcome<TAnswer>.Of(answer);
        }
        catch (TimeoutException) when (running is { IsCompleted: false })
        {
            return CallOutcome<TAnswer>.Failed(slot.Guard.TimedOut(Limit.GetValueOrDefault()));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            slot.Guard.Withdrawn();
            throw new OperationCanceledException(cancellation);
        }
        catch (TracException exception) when (passTracExceptions)
        {
            slot.Guard.Succeeded();
            throw ForCaller(exception);
        }
        catch (Exception exception)
        {
            return CallOutcome<TAnswer>.Failed(slot.Guard.Failed(exception));
        }
        finally
        {
            if (running is { IsCompleted: false })
            {
                slot.Guard.Stalled();
                _ = ForgetAsync(running, slot.Guard, call);
            }
            else
            {
                Release(call);
            }
        }
    }

    /// <returns>The slot whose lease is entered; null when the component has gone.</returns>
    private ComponentSlot<T>? Enter(ComponentSlot<T> slot)
    {
        while (!slot.Lease.TryEnter())
        {
            // Its plugin is about to go. The snapshot that has the next one was put in place before.
            if (!current().ByName.TryGetValue(slot.Name, out var next) || ReferenceEquals(next, slot))
            {
                return null;
            }

            slot = next;
        }

        return slot;
    }

    private CancellationTokenSource? NewSource(ComponentSlot<T> slot, CancellationToken cancellation)
    {
        if (_endsWithComponent)
        {
            return CancellationTokenSource.CreateLinkedTokenSource(cancellation, slot.Lease.Going);
        }

        return Limit is null ? null : new CancellationTokenSource();
    }

    private static TimeSpan? TimeLimit() => Behavior() switch
    {
        { TimeLimitSeconds: <= 0 } => null,
        { } behavior => TimeSpan.FromSeconds(behavior.TimeLimitSeconds),
        null => TimeSpan.FromSeconds(new ExtensionPointAttribute().TimeLimitSeconds),
    };

    private static ExtensionPointAttribute? Behavior()
        => (ExtensionPointAttribute?)Attribute.GetCustomAttribute(typeof(T), typeof(ExtensionPointAttribute));

    private static CancellationTokenRegistration Link(CancellationTokenSource source, CancellationToken cancellation)
        => cancellation.CanBeCanceled
            ? cancellation.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source)
            : default;

    private static void Restore(ExecutionContext? context)
    {
        // What a component left in the context would keep its plugin in memory for as long as the thread or request lives.
        if (context is not null && !ReferenceEquals(context, ExecutionContext.Capture()))
        {
            ExecutionContext.Restore(context);
        }
    }

    /// <summary>An exception of a type that the plugin brought stays inside; its text goes on.</summary>
    private static TracException ForCaller(TracException exception)
        => exception.GetType().Assembly == typeof(TracException).Assembly ? exception : new TracException(exception.Message);

    private static async Task ForgetAsync(Task running, ComponentGuard guard, LeftCall call)
    {
        try
        {
            if (call.Source is { } source)
            {
                await source.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (AggregateException exception)
        {
            guard.Failed(exception);
        }

        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        guard.Returned();
        Release(call);
    }

    private static void Release(LeftCall call)
    {
        call.Link.Dispose();
        call.Source?.Dispose();
        call.Lease?.Exit();
    }
}
