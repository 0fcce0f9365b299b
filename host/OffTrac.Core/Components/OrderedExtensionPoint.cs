using OffTrac.Sdk.Components;

namespace OffTrac.Core.Components;

internal sealed class OrderedExtensionPoint<T>(IComponentPoint<T> point, Func<IReadOnlyList<string>> names, bool onlyListed) : IExtensionPoint<T>
    where T : class
{
    public IReadOnlyList<string> Components => Order();

    public async ValueTask TellAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        foreach (var component in Order())
        {
            await point.TellOneAsync(component, state, tell, cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask<TAnswer?> AskFirstAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer?>> ask, CancellationToken cancellation)
    {
        foreach (var component in Order())
        {
            var answer = await point.AskOneAsync(component, state, ask, cancellation).ConfigureAwait(false);
            if (!EqualityComparer<TAnswer?>.Default.Equals(answer, default))
            {
                return answer;
            }
        }

        return default;
    }

    public async ValueTask<IReadOnlyList<Answer<TAnswer>>> AskAllAsync<TState, TAnswer>(
        TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation)
    {
        var answers = new List<Answer<TAnswer>>();
        foreach (var component in Order())
        {
            answers.Add(new Answer<TAnswer>(component, await point.AskOneAsync(component, state, ask, cancellation).ConfigureAwait(false)));
        }

        return answers;
    }

    public IExtensionPoint<T> Ordered(Func<IReadOnlyList<string>> otherNames, bool onlyOtherListed)
        => new OrderedExtensionPoint<T>(point, otherNames, onlyOtherListed);

    private List<string> Order()
    {
        var all = point.Components;
        var listed = names()
            .Select(name => all.FirstOrDefault(component => IsNamed(component, name)))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return onlyListed ? listed : [.. listed, .. all.Except(listed, StringComparer.Ordinal)];
    }

    private static bool IsNamed(string component, string name)
        => string.Equals(component, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(component[(component.LastIndexOf('.') + 1)..], name, StringComparison.Ordinal);
}
