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

        if (snapshot.TryEnter() is not { } scope)
        {
            return AskRestAsync(slots, 0, state, ask, cancellation);
        }

        var context = ExecutionContext.Capture();
        var (token, link) = Caller.Begin(scope, slots, cancellation);
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            if (!slot.Guard.IsReady)
            {
                ComponentCaller<T>.End(snapshot, scope, link, context);
                return AskRestAsync(slots, i, state, ask, cancellation);
            }

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

                    ComponentCaller<T>.End(snapshot, scope, link, context);
                    return new ValueTask<TAnswer?>(answer);
                }
            }
            catch (Exception exception)
            {
                answering = ValueTask.FromException<TAnswer?>(exception);
            }

            var call = Caller.Leave(snapshot, scope, slot, link, context);
            return FinishAskAsync(call, answering, slots, i, state, ask, cancellation);
        }

        ComponentCaller<T>.End(snapshot, scope, link, context);
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

        if (snapshot.TryEnter() is not { } scope)
        {
            return TellRestAsync(slots, 0, throws, state, tell, cancellation);
        }

        var context = ExecutionContext.Capture();
        var (token, link) = Caller.Begin(scope, slots, cancellation);
        var measured = (scope.AllRounds + scope.PlainRounds) % MeasuredRounds == 0;
        var stamp = measured ? Caller.Time.GetTimestamp() : 0;
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            if (!slot.Guard.IsReady)
            {
                CountEach(slots.AsSpan(0, i));
                ComponentCaller<T>.End(snapshot, scope, link, context);
                return TellRestAsync(slots, i, throws, state, tell, cancellation);
            }

            scope.Position = i;
            ValueTask telling;
            try
            {
                telling = tell(slot.Instance, state, token);
                if (telling.IsCompletedSuccessfully)
                {
                    telling.GetAwaiter().GetResult();
                    if (measured)
                    {
                        stamp = Measure(slot, stamp);
                    }

                    continue;
                }
            }
            catch (Exception exception)
            {
                telling = ValueTask.FromException(exception);
            }

            CountEach(slots.AsSpan(0, i + 1));
            var call = Caller.Leave(snapshot, scope, slot, link, context);
            return FinishTellAsync(call, telling, slots, i, throws, state, tell, cancellation);
        }

        CountRound(snapshot, scope, slots);
        ComponentCaller<T>.End(snapshot, scope, link, context);
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
