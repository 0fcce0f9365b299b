namespace OffTrac.Sdk.Deliveries;

/// <summary>The events that an environment's durable listeners are yet to be told of.</summary>
public interface IDeliveries
{
    /// <summary>
    /// Has events that failed and wait for their next attempt told again now, as after an outage of what the listener talks to. What
    /// fails again waits as before: the count of its attempts stays.
    /// </summary>
    /// <param name="component">Full name of the component that is told, compared without case; null for all.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    /// <returns>How many waited, one for each event and component.</returns>
    /// <exception cref="ReadOnlyException">Some wait, and the host serves read-only or the database can't be written.</exception>
    /// <exception cref="Storage.DatabaseUnavailableException">The server is away, or the database stayed locked.</exception>
    ValueTask<int> RetryAsync(string? component, CancellationToken cancellation);

    /// <summary>Counts what waits, without reading it: a look at an index, also when there are a million.</summary>
    /// <param name="component">Full name of the component that is told, compared without case; null for all.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    /// <returns>One for each component for which something waits, in the order of names.</returns>
    /// <exception cref="Storage.DatabaseUnavailableException">The server is away.</exception>
    ValueTask<IReadOnlyList<PendingEvents>> CountAsync(string? component, CancellationToken cancellation);
}
