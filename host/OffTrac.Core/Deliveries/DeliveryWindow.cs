namespace OffTrac.Core.Deliveries;

/// <summary>
/// The next events of one component, in memory: which can be told now, and which wait for another of the same resource. An event that
/// fails holds up only what comes after it for the same resource; a renaming has its place among the events of both names.
/// </summary>
/// <remarks>Not safe for threads; its owner locks. It does no I/O.</remarks>
internal sealed class DeliveryWindow(int maxEvents, long maxSize)
{
    private readonly Dictionary<string, ResourceLine> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeliveryBlock> _blocked = new(StringComparer.Ordinal);
    private readonly PriorityQueue<DeliveryBlock, long> _blocks = new();
    private readonly PriorityQueue<PendingEvent, long> _ready = new();

    // Those in memory, and those told but not yet marked: reading meets them again.
    private readonly HashSet<long> _known = [];
    private readonly List<long> _marked = [];
    private int _count;
    private long _size;

    /// <summary>Events that are not told yet.</summary>
    public int Count => _count;

    public bool HasReady => _ready.Count > 0;

    /// <summary>Whether it is worth to read more.</summary>
    public bool HasRoom => _count <= maxEvents / 2 && _size <= maxSize / 2;

    public int Room => maxEvents - _count;

    public long SizeLeft => maxSize - _size;

    public bool Knows(long number) => _known.Contains(number);

    /// <summary>Whether what is stored for the resources must stay there for now.</summary>
    public bool IsBlocked(string resource, string? related) =>
        _blocked.Count > 0 && (_blocked.ContainsKey(resource) || (related is not null && _blocked.ContainsKey(related)));

    /// <summary>Leaves an event out, because its resource waits, and with it what comes later.</summary>
    public void Skip(long number, string resource, string? related)
    {
        var block = _blocked.GetValueOrDefault(resource) ?? _blocked[related!];
        block.From = Math.Min(block.From, number);
        Block(resource, block);
        if (related is not null)
            Block(related, block);
    }

    /// <summary>Has an event that failed earlier, and all after it, wait until its time has come.</summary>
    public void Postpone(long number, string resource, string? related, long until)
    {
        var block = NewBlock(number, until);
        Block(resource, block);
        if (related is not null)
            Block(related, block);
    }

    /// <summary>Takes the next event in the order of numbers.</summary>
    public void Add(PendingEvent pending)
    {
        _known.Add(pending.Number);
        _count++;
        _size += pending.Size;
        Join(pending, pending.Resource);
        if (pending.Related is not null)
            Join(pending, pending.Related);
        if (pending.Waiting == 0)
            _ready.Enqueue(pending, pending.Number);
    }

    /// <summary>The lowest number of those that can be told now.</summary>
    public PendingEvent? Take()
    {
        if (!_ready.TryDequeue(out var pending, out _))
            return null;
        pending.IsInFlight = true;
        return pending;
    }

    /// <summary>It was not told after all, and is the next again.</summary>
    public void PutBack(PendingEvent pending)
    {
        pending.IsInFlight = false;
        _ready.Enqueue(pending, pending.Number);
    }

    /// <summary>It was told; reading may still meet it until it is <see cref="Marked"/>.</summary>
    public void Told(PendingEvent pending)
    {
        _count--;
        _size -= pending.Size;
        Leave(pending.Resource);
        if (pending.Related is not null)
            Leave(pending.Related);
    }

    /// <summary>It is marked; a reading in progress may meet it still.</summary>
    public void Marked(long number) => _marked.Add(number);

    /// <summary>Says that a reading begins: it meets nothing that was marked before.</summary>
    public void BeginReading()
    {
        _known.ExceptWith(_marked);
        _marked.Clear();
    }

    /// <summary>It failed: its resources wait.</summary>
    public DeliveryBlock Fail(PendingEvent pending, long until)
    {
        var block = NewBlock(pending.Number, until);
        Forget(pending);
        Cut(pending.Resource, pending, block);
        if (pending.Related is not null)
            Cut(pending.Related, pending, block);
        return block;
    }

    /// <summary>When the first of the waiting resources goes on; null when none waits.</summary>
    public long? NextRelease => _blocks.TryPeek(out _, out var until) ? until : null;

    /// <summary>Lets go on whose time has come.</summary>
    /// <returns>The number from which to read again; null when nothing changed.</returns>
    public long? Release(long now)
    {
        long? from = null;
        while (_blocks.TryPeek(out var block, out var until) && until <= now)
        {
            _blocks.Dequeue();
            if (block.IsStuck)
                continue;
            foreach (var resource in block.Resources.Where(resource => _blocked.GetValueOrDefault(resource) == block))
                _blocked.Remove(resource);
            from = Math.Min(from ?? long.MaxValue, block.From);
        }

        return from;
    }

    /// <summary>Lets resources go on now that would wait longer.</summary>
    public void Hurry(DeliveryBlock block, long now)
    {
        block.Until = Math.Min(block.Until, now);
        _blocks.Enqueue(block, block.Until);
    }

    /// <summary>The call that was given up has come back.</summary>
    public void Return(DeliveryBlock block)
    {
        if (!block.IsStuck)
            return;
        block.IsStuck = false;
        _blocks.Enqueue(block, block.Until);
    }

    /// <summary>Forgets all but what is being told, so that everything is read anew.</summary>
    public void Clear()
    {
        _ready.Clear();
        _blocked.Clear();
        _blocks.Clear();
        foreach (var (resource, line) in _lines.ToList())
        {
            foreach (var pending in line.TakeRest())
                Forget(pending);
            if (line.First.IsInFlight)
                continue;
            Forget(line.First);
            _lines.Remove(resource);
        }
    }

    private DeliveryBlock NewBlock(long number, long until)
    {
        var block = new DeliveryBlock { Until = until, From = number };
        _blocks.Enqueue(block, until);
        return block;
    }

    private void Block(string resource, DeliveryBlock block)
    {
        if (_blocked.TryAdd(resource, block))
            block.Resources.Add(resource);
        else if (_blocked[resource] is var other && other != block)
            other.From = Math.Min(other.From, block.From);
    }

    private void Join(PendingEvent pending, string resource)
    {
        if (_lines.TryGetValue(resource, out var line))
        {
            line.Append(pending);
            pending.Waiting++;
        }
        else
        {
            _lines.Add(resource, new ResourceLine(pending));
        }
    }

    private void Leave(string resource)
    {
        var line = _lines[resource];
        if (!line.Advance())
            _lines.Remove(resource);
        else if (--line.First.Waiting == 0)
            _ready.Enqueue(line.First, line.First.Number);
    }

    /// <summary>Takes an event and all after it out of a line; what is taken out of one line can't stay in another.</summary>
    private void Cut(string resource, PendingEvent from, DeliveryBlock block)
    {
        if (!_lines.TryGetValue(resource, out var line))
            return;
        Block(resource, block);
        IReadOnlyList<PendingEvent> gone;
        if (line.First == from)
        {
            _lines.Remove(resource);
            gone = [from, .. line.TakeRest()];
        }
        else
        {
            gone = line.TakeFrom(from.Number);
        }

        foreach (var pending in gone.Where(pending => _known.Contains(pending.Number)))
        {
            Forget(pending);
            var other = pending.Resource == resource ? pending.Related : pending.Resource;
            if (other is not null)
                Cut(other, pending, block);
        }
    }

    private void Forget(PendingEvent pending)
    {
        if (!_known.Remove(pending.Number))
            return;
        _count--;
        _size -= pending.Size;
    }
}
