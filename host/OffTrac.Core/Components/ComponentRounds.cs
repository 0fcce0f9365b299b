using OffTrac.Sdk;
using OffTrac.Sdk.Components;

namespace OffTrac.Core.Components;

/// <summary>Calls the components of an extension point one after the other.</summary>
/// <remarks>
/// While every component is trusted and ends its call at once, a round runs on the caller's thread, holds one lease and allocates
/// nothing. From the first component on that waits, fails or is on probation, each has a lease, a time limit and a thread of its own.
/// </remarks>
public abstract class ComponentRounds<T> : IExtensionPoint<T>
    where T : class
{
    private const int MeasuredRounds = 64;

    private protected ComponentRounds(ComponentCaller<T> caller) => Caller = caller;

    public abstract IReadOnlyList<string> Components { get; }

    private protected ComponentCaller<T> Caller { get; }

    public ValueTask TellAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        var (snapshot, slots) = Round();
        return TellRoundAsync(snapshot, slots, Caller.Throws, state, tell, cancellation);
    }

    public ValueTask<TAnswer?> AskFirstAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer?>> ask, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TAnswer?>(cancellation);
        }

        var (snapshot, slots) = Round();
        if (slots.Length == 0)
        {
            return default;
        }

        if (!snapshot.IsTrusted(Caller.Trust.Value) || snapshot.TryEnter() is not { } scope)
        {
            return AskRestAsync(slots, 0, state, ask, cancellation);
        }

        var context = ExecutionContext.Capture();
        var token = Caller.Begin(scope, slots, cancellation);
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            scope.Position = i;
            slot.Guard.Count();
            ValueTask<TAnswer?> answering;
            try
            {
                answering = ask(slot.Instance, state, token);
                if (answering.IsCompletedSuccessfully)
                {
                    var answer = answering.GetAwaiter().GetResult();
                    if (EqualityComparer<TAnswer?>.Default.Equals(answer, default))
                    {
                        continue;
                    }

                    ComponentCaller<T>.End(snapshot, scope, context);
                    return new ValueTask<TAnswer?>(answer);
                }
            }
            catch (Exception exception)
            {
                answering = ValueTask.FromException<TAnswer?>(exception);
            }

            var call = Caller.Leave(snapshot, scope, slot, context);
            return FinishAskAsync(call, answering, slots, i, state, ask, cancellation);
        }

        ComponentCaller<T>.End(snapshot, scope, context);
        return default;
    }

    public async ValueTask<IReadOnlyList<Answer<TAnswer>>> AskAllAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation)
    {
        var (_, slots) = Round();
        var answers = new List<Answer<TAnswer>>(slots.Length);
        foreach (var slot in slots)
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = await Caller.CallAsync(slot, state, ask, passTracExceptions: Caller.Throws, cancellation).ConfigureAwait(false);
            if (outcome.Failure is null)
            {
                answers.Add(new Answer<TAnswer>(slot.Name, outcome.Answer!));
            }
            else if (Caller.Throws)
            {
                throw Caller.Failure(slot, outcome.Failure);
            }
        }

        return answers;
    }

    public abstract IExtensionPoint<T> Ordered(Func<IReadOnlyList<string>> names, bool onlyListed);

    /// <summary>Whom a round calls at this moment.</summary>
    private protected abstract (PointSnapshot<T> Snapshot, ComponentSlot<T>[] Slots) Round();

    private protected ValueTask TellRoundAsync<TState>(
        PointSnapshot<T> snapshot, ComponentSlot<T>[] slots, bool throws,
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellation);
        }

        if (slots.Length == 0)
        {
            return default;
        }

        if (!snapshot.IsTrusted(Caller.Trust.Value) || snapshot.TryEnter() is not { } scope)
        {
            return TellRestAsync(slots, 0, throws, state, tell, cancellation);
        }

        var context = ExecutionContext.Capture();
        var token = Caller.Begin(scope, slots, cancellation);
        ValueTask telling;
        try
        {
            telling = (scope.AllRounds + scope.PlainRounds) % MeasuredRounds == 0
                ? TellMeasured(scope, slots, state, tell, token)
                : TellTrusted(scope, slots, state, tell, token);
        }
        catch (Exception exception)
        {
            telling = ValueTask.FromException(exception);
        }

        if (telling.IsCompletedSuccessfully)
        {
            CountRound(snapshot, scope, slots);
            ComponentCaller<T>.End(snapshot, scope, context);
            return default;
        }

        var position = scope.Position;
        CountEach(slots.AsSpan(0, position + 1));
        var call = Caller.Leave(snapshot, scope, slots[position], context);
        return FinishTellAsync(call, telling, slots, position, throws, state, tell, cancellation);
    }

    /// <summary>The loop that everything is about: nothing in it but the calls.</summary>
    /// <returns>The first call that is not done at once; <see cref="DispatchScope.Position"/> says whose.</returns>
    private static ValueTask TellTrusted<TState>(
        DispatchScope scope, ComponentSlot<T>[] slots, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken token)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            scope.Position = i;
            var telling = tell(slots[i].Instance, state, token);
            if (!telling.IsCompletedSuccessfully)
            {
                return telling;
            }

            telling.GetAwaiter().GetResult();
        }

        return default;
    }

    private ValueTask TellMeasured<TState>(
        DispatchScope scope, ComponentSlot<T>[] slots, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken token)
    {
        var stamp = Caller.Time.GetTimestamp();
        for (var i = 0; i < slots.Length; i++)
        {
            scope.Position = i;
            var telling = tell(slots[i].Instance, state, token);
            if (!telling.IsCompletedSuccessfully)
            {
                return telling;
            }

            telling.GetAwaiter().GetResult();
            stamp = Measure(slots[i], stamp);
        }

        return default;
    }

    private static void CountRound(PointSnapshot<T> snapshot, DispatchScope scope, ComponentSlot<T>[] slots)
    {
        if (ReferenceEquals(slots, snapshot.All))
        {
            scope.AllRounds++;
        }
        else if (ReferenceEquals(slots, snapshot.Plain))
        {
            scope.PlainRounds++;
        }
        else
        {
            CountEach(slots);
        }
    }

    private static void CountEach(ReadOnlySpan<ComponentSlot<T>> slots)
    {
        foreach (var slot in slots)
        {
            slot.Guard.Count();
        }
    }

    private long Measure(ComponentSlot<T> slot, long since)
    {
        var now = Caller.Time.GetTimestamp();
        slot.Guard.Measure(Caller.Time.GetElapsedTime(since, now));
        return now;
    }

    private async ValueTask FinishTellAsync<TState>(
        LeftCall call, ValueTask telling, ComponentSlot<T>[] slots, int position, bool throws,
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        var outcome = await Caller.FinishAsync(slots[position], call, Answered(telling), throws, cancellation).ConfigureAwait(false);
        if (throws && outcome.Failure is not null)
        {
            throw Caller.Failure(slots[position], outcome.Failure);
        }

        await TellRestAsync(slots, position + 1, throws, state, tell, cancellation).ConfigureAwait(false);
    }

    private async ValueTask TellRestAsync<TState>(
        ComponentSlot<T>[] slots, int position, bool throws,
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        for (; position < slots.Length; position++)
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = await Caller.TellAsync(slots[position], state, tell, throws, cancellation).ConfigureAwait(false);
            if (throws && outcome.Failure is not null)
            {
                throw Caller.Failure(slots[position], outcome.Failure);
            }
        }
    }

    private async ValueTask<TAnswer?> FinishAskAsync<TState, TAnswer>(
        LeftCall call, ValueTask<TAnswer?> answering, ComponentSlot<T>[] slots, int position,
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer?>> ask, CancellationToken cancellation)
    {
        var outcome = await Caller.FinishAsync(slots[position], call, answering, Caller.Throws, cancellation).ConfigureAwait(false);
        if (outcome.Failure is not null && Caller.Throws)
        {
            throw Caller.Failure(slots[position], outcome.Failure);
        }

        return outcome.Failure is null && !EqualityComparer<TAnswer?>.Default.Equals(outcome.Answer, default)
            ? outcome.Answer
            : await AskRestAsync(slots, position + 1, state, ask, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<TAnswer?> AskRestAsync<TState, TAnswer>(
        ComponentSlot<T>[] slots, int position,
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer?>> ask, CancellationToken cancellation)
    {
        for (; position < slots.Length; position++)
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = await Caller.CallAsync(slots[position], state, ask, Caller.Throws, cancellation).ConfigureAwait(false);
            if (outcome.Failure is not null)
            {
                if (Caller.Throws)
                {
                    throw Caller.Failure(slots[position], outcome.Failure);
                }
            }
            else if (!EqualityComparer<TAnswer?>.Default.Equals(outcome.Answer, default))
            {
                return outcome.Answer;
            }
        }

        return default;
    }

    private static async ValueTask<bool> Answered(ValueTask telling)
    {
        await telling.ConfigureAwait(false);
        return true;
    }
}
