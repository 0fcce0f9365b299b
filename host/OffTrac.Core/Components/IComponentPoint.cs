using OffTrac.Sdk.Components;

namespace OffTrac.Core.Components;

/// <summary>An extension point as Core and the host see it: plain and durable listeners apart, and single components by name.</summary>
public interface IComponentPoint<T> : IExtensionPoint<T>
    where T : class
{
    /// <summary>The enabled components in order.</summary>
    IReadOnlyList<ComponentDescription> Descriptions { get; }

    /// <summary>The enabled components that want durable delivery, in order.</summary>
    IReadOnlyList<ComponentDescription> Durable { get; }

    /// <summary>As <see cref="IExtensionPoint{T}.TellAsync"/>, without the durable ones; failures are always contained.</summary>
    ValueTask TellPlainAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation);

    /// <summary>Tells one component, inside guard and breaker.</summary>
    /// <returns>Null when it was told; otherwise why not, in one line.</returns>
    ValueTask<string?> TellOneAsync<TState>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation);

    /// <summary>
    /// Tells one durable component on the caller's thread, outside its breaker: deliveries have pauses of their own. The caller bounds
    /// the time.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the component ended for that.</exception>
    ValueTask<DeliveryResult> DeliverAsync<TState>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation);

    /// <summary>Blames a component for a delivery that was given up.</summary>
    /// <returns>One line for the one who waited.</returns>
    string DeliveryTimedOut(string component, TimeSpan limit);

    /// <summary>Asks one component. What it throws comes out as <see cref="ComponentFailedException"/>, except <c>TracException</c>s.</summary>
    /// <exception cref="ComponentFailedException">It failed, is suspended or is not there.</exception>
    ValueTask<TAnswer> AskOneAsync<TState, TAnswer>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation);
}
