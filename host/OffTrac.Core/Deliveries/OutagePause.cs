namespace OffTrac.Core.Deliveries;

/// <summary>
/// Whether a component as a whole waits: it said that its receiver is away, or failed for so many resources in a row that it must be.
/// After the pause one event is tried; the pause doubles while that fails.
/// </summary>
internal sealed class OutagePause(DeliverySettings settings)
{
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private int _attempts;

    public bool IsPaused => _attempts > 0;

    /// <summary>When one may be tried, in microseconds since 1970.</summary>
    public long Until { get; private set; }

    /// <summary>The receiver is away.</summary>
    /// <returns>False when that is known already: calls that were in flight together fail together.</returns>
    public bool Begin(long now)
    {
        if (IsPaused && now < Until)
            return false;
        _attempts++;
        Until = now + (long)settings.OutagePauseAfter(_attempts).TotalMicroseconds;
        return true;
    }

    /// <summary>An event of a resource failed.</summary>
    public void Failed(string resource, long now)
    {
        _failed.Add(resource);
        if (IsPaused || _failed.Count >= settings.FailuresOfAnOutage)
            Begin(now);
    }

    /// <summary>Something was told, or is to be tried at once.</summary>
    public void End()
    {
        _failed.Clear();
        _attempts = 0;
    }
}
