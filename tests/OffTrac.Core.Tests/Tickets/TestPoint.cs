using OffTrac.Core.Components;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Components called directly, in the order in which they were given.</summary>
internal sealed class TestPoint<T>(Func<IReadOnlyList<(string Name, T Component)>> components) : IComponentPoint<T>
    where T : class
{
    public IReadOnlyList<string> Components => [.. components().Select(entry => entry.Name)];

    public IReadOnlyList<ComponentDescription> Descriptions => [];

    public IReadOnlyList<ComponentDescription> Durable => [];

    public async ValueTask TellAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        foreach (var (_, component) in components())
            await tell(component, state, cancellation);
    }

    public ValueTask TellPlainAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation) =>
        TellAsync(state, tell, cancellation);

    public async ValueTask<string?> TellOneAsync<TState>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        try
        {
            await tell(Find(component), state, cancellation);
            return null;
        }
        catch (InvalidOperationException failure)
        {
            return failure.Message;
        }
    }

    public async ValueTask<DeliveryResult> DeliverAsync<TState>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        await tell(Find(component), state, cancellation);
        return new DeliveryResult(DeliveryVerdict.Told);
    }

    public string DeliveryTimedOut(string component, TimeSpan limit) => "late";

    public ValueTask<TAnswer> AskOneAsync<TState, TAnswer>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation) =>
        ask(Find(component), state, cancellation);

    public async ValueTask<TAnswer?> AskFirstAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer?>> ask, CancellationToken cancellation)
    {
        foreach (var (_, component) in components())
        {
            var answer = await ask(component, state, cancellation);
            if (!EqualityComparer<TAnswer?>.Default.Equals(answer, default))
                return answer;
        }

        return default;
    }

    public async ValueTask<IReadOnlyList<Answer<TAnswer>>> AskAllAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation)
    {
        var answers = new List<Answer<TAnswer>>();
        foreach (var (name, component) in components())
        {
            try
            {
                answers.Add(new(name, await ask(component, state, cancellation)));
            }
            catch (InvalidOperationException failure)
            {
                throw new ComponentFailedException(name, typeof(T).Name, failure.Message);
            }
        }

        return answers;
    }

    public IExtensionPoint<T> Ordered(Func<IReadOnlyList<string>> names, bool onlyListed) => new TestPoint<T>(() =>
    {
        var all = components();
        var listed = names().SelectMany(name => all.Where(entry => Matches(entry.Name, name))).ToList();
        return onlyListed ? listed : [.. listed, .. all.Except(listed)];
    });

    private static bool Matches(string component, string name) =>
        component == name || component.EndsWith("." + name, StringComparison.Ordinal);

    private T Find(string component) =>
        components().FirstOrDefault(entry => entry.Name == component).Component ?? throw new TracException($"No component {component}.");
}
