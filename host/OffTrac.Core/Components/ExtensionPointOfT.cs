using Microsoft.Extensions.Logging;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;

namespace OffTrac.Core.Components;

public sealed class ExtensionPoint<T>(TimeProvider time, ILogger logger) : ExtensionPoint, IComponentPoint<T>
    where T : class
{
    private readonly bool _throws = Attribute.GetCustomAttribute(typeof(T), typeof(ExtensionPointAttribute))
        is ExtensionPointAttribute { OnFailure: FailureBehavior.Throw };

    private ComponentEntry[] _entries = [];

    public TimeProvider Time { get; } = time;

    public IReadOnlyList<string> Components => [.. _entries.Select(entry => entry.Description.Name)];

    public IReadOnlyList<ComponentDescription> Descriptions => [.. _entries.Select(entry => entry.Description)];

    public IReadOnlyList<ComponentDescription> Durable =>
        [.. _entries.Select(entry => entry.Description).Where(description => description.Delivery == Delivery.Durable)];

    internal override void Replace(IReadOnlyList<ComponentEntry> entries) => _entries = [.. entries.Where(entry => entry.Instance is T)];

    public async ValueTask TellAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        foreach (var entry in _entries)
        {
            await TellAsync(entry, state, tell, _throws, cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask<TAnswer?> AskFirstAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer?>> ask, CancellationToken cancellation)
    {
        foreach (var entry in _entries)
        {
            var (answered, value) = await AskAsync(entry, state, ask, _throws, cancellation).ConfigureAwait(false);
            if (answered && !EqualityComparer<TAnswer?>.Default.Equals(value, default))
            {
                return value;
            }
        }

        return default;
    }

    public async ValueTask<IReadOnlyList<Answer<TAnswer>>> AskAllAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation)
    {
        var answers = new List<Answer<TAnswer>>();
        foreach (var entry in _entries)
        {
            var (answered, value) = await AskAsync(entry, state, ask, _throws, cancellation).ConfigureAwait(false);
            if (answered)
            {
                answers.Add(new Answer<TAnswer>(entry.Description.Name, value!));
            }
        }

        return answers;
    }

    public IExtensionPoint<T> Ordered(Func<IReadOnlyList<string>> names, bool onlyListed) => new OrderedExtensionPoint<T>(this, names, onlyListed);

    public async ValueTask TellPlainAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        foreach (var entry in _entries)
        {
            if (entry.Description.Delivery != Delivery.Durable)
            {
                await TellAsync(entry, state, tell, throws: false, cancellation).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask<string?> TellOneAsync<TState>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        try
        {
            await TellAsync(Find(component), state, tell, throws: true, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (ComponentFailedException failed)
        {
            return failed.Reason;
        }
    }

    public async ValueTask<TAnswer> AskOneAsync<TState, TAnswer>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation)
        => (await AskAsync(Find(component), state, ask, throws: true, cancellation).ConfigureAwait(false)).Value!;

    private ComponentEntry Find(string component)
        => _entries.FirstOrDefault(entry => string.Equals(entry.Description.Name, component, StringComparison.OrdinalIgnoreCase))
            ?? throw new ComponentFailedException(component, typeof(T).Name, "it is not enabled");

    private async ValueTask TellAsync<TState>(
        ComponentEntry entry, TState state, Func<T, TState, CancellationToken, ValueTask> tell, bool throws, CancellationToken cancellation)
        => await AskAsync(
            entry,
            (state, tell),
            static async (instance, call, token) =>
            {
                await call.tell(instance, call.state, token).ConfigureAwait(false);
                return true;
            },
            throws,
            cancellation).ConfigureAwait(false);

    private async ValueTask<(bool Answered, TAnswer? Value)> AskAsync<TState, TAnswer>(
        ComponentEntry entry, TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, bool throws, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!entry.Lease.TryEnter())
        {
            return default;
        }

        try
        {
            return (true, await ask((T)entry.Instance, state, cancellation).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not TracException && !cancellation.IsCancellationRequested)
        {
            logger.LogError("{Component} failed: {Error}", entry.Description.Name, exception.ToString());
            if (throws)
            {
                throw new ComponentFailedException(entry.Description.Name, typeof(T).Name, exception.Message);
            }

            return default;
        }
        finally
        {
            entry.Lease.Exit();
        }
    }
}
