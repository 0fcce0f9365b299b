namespace OffTrac.Core.Components;

/// <summary>Looks for rounds that stay in one component for longer than the limit, blames that component and cancels its token.</summary>
internal sealed class StallSearch<T>(TimeSpan? limit, TimeProvider time)
    where T : class
{
    /// <summary>How often was looked around.</summary>
    public int Epoch { get; private set; }

    public void LookAround(PointSnapshot<T> snapshot)
    {
        Epoch++;
        if (limit is not { } longest)
        {
            return;
        }

        foreach (var scope in snapshot.Scopes)
        {
            var (epoch, position) = (scope.Epoch, scope.Position);
            if (!scope.IsBusy || scope.Seen.Epoch != epoch || scope.Seen.Position != position)
            {
                scope.Seen = (epoch, position, time.GetTimestamp());
            }
            else if (!scope.IsBlamed && time.GetElapsedTime(scope.Seen.Since) >= longest
                && scope.Round is ComponentSlot<T>[] slots && position < slots.Length)
            {
                Blame(scope, slots[position].Guard, longest);
            }
        }
    }

    private static void Blame(DispatchScope scope, ComponentGuard guard, TimeSpan longest)
    {
        guard.Stalled();
        scope.Blame(guard);
        if (!scope.IsBusy || scope.Epoch != scope.Seen.Epoch || scope.Position != scope.Seen.Position)
        {
            // It ended in this moment, and perhaps before it could see that it is blamed.
            scope.Absolve();
            return;
        }

        guard.TimedOut(longest);
        _ = scope.Source.CancelAsync();
    }
}
