namespace OffTrac.Sdk.Components;

/// <summary>
/// The enabled components that implement <typeparamref name="T"/>, in this environment or, for a host component, in the
/// host. Stands for Trac's <c>ExtensionPoint</c>, with one difference: it can't be enumerated. Components are called, inside
/// the host's guard, time limit and breaker, and only results come back.
/// </summary>
/// <remarks>
/// The order is Core, then plugins by identity, then component name (ordinal). Each call takes the components enabled at
/// that moment. Pass a <c>static</c> lambda and a state: then a call allocates nothing. May be called from any thread.
/// </remarks>
/// <typeparam name="T">
/// The extension point's interface: from the SDK, from a contract assembly that a plugin exports, or of the plugin itself.
/// </typeparam>
public interface IExtensionPoint<T>
    where T : class
{
    /// <summary>Names of the enabled components at this moment, in order; empty when there is none.</summary>
    IReadOnlyList<string> Components { get; }

    /// <summary>Calls each component in order. What a component throws is contained as the extension point says.</summary>
    /// <param name="state">Handed to each call.</param>
    /// <param name="tell">The call.</param>
    /// <param name="cancellation">Ends the round; cancelled tokens are not failures of the component.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ComponentFailedException">One failed, and the extension point's behaviour is to throw.</exception>
    ValueTask TellAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation);

    /// <summary>
    /// Asks each component in order until one gives an answer, which is anything but null, zero or whatever else is the
    /// default value of <typeparamref name="TAnswer"/>.
    /// </summary>
    /// <param name="state">Handed to each call.</param>
    /// <param name="ask">The call.</param>
    /// <param name="cancellation">Ends the round.</param>
    /// <returns>The answer, or the default value when nobody gave one.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ComponentFailedException">One failed, and the extension point's behaviour is to throw.</exception>
    ValueTask<TAnswer?> AskFirstAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer?>> ask, CancellationToken cancellation);

    /// <summary>Asks each component in order and gives back all answers, those of failed components left out.</summary>
    /// <param name="state">Handed to each call.</param>
    /// <param name="ask">The call.</param>
    /// <param name="cancellation">Ends the round.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ComponentFailedException">One failed, and the extension point's behaviour is to throw.</exception>
    ValueTask<IReadOnlyList<Answer<TAnswer>>> AskAllAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation);

    /// <summary>
    /// The same components in the order of an ini list, such as <c>[trac] permission_policies</c>. A name in the list is the
    /// component's full name or, as in Trac, the last part of it.
    /// </summary>
    /// <param name="names">Gives the list; asked at each call, so that an edit of the ini is seen.</param>
    /// <param name="onlyListed">True to leave out who is not in the list; false to let them follow in the usual order.</param>
    IExtensionPoint<T> Ordered(Func<IReadOnlyList<string>> names, bool onlyListed);
}
