namespace OffTrac.Core.Deliveries;

/// <summary>The events of one resource in order. Most have one, so nothing is allocated for more.</summary>
internal sealed class ResourceLine(PendingEvent first)
{
    private LinkedList<PendingEvent>? _rest;

    public PendingEvent First { get; private set; } = first;

    public void Append(PendingEvent pending) => (_rest ??= []).AddLast(pending);

    /// <summary>Goes on to the next.</summary>
    /// <returns>False when there is none.</returns>
    public bool Advance()
    {
        if (_rest?.First is not { } next)
            return false;
        First = next.Value;
        _rest.RemoveFirst();
        return true;
    }

    /// <summary>Takes out all but the first.</summary>
    public IReadOnlyList<PendingEvent> TakeRest() => TakeFrom(long.MinValue);

    /// <summary>Takes out those from a number on, except the first.</summary>
    public IReadOnlyList<PendingEvent> TakeFrom(long number)
    {
        var taken = new List<PendingEvent>();
        while (_rest?.Last is { } last && last.Value.Number >= number)
        {
            taken.Add(last.Value);
            _rest.RemoveLast();
        }

        return taken;
    }
}
