using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>A namespace of a list in an order of its own. What is said of the order is stored as it is.</summary>
public abstract class EnumHandler : ListHandler
{
    private readonly ITicketEnumStore _enums;
    private readonly TicketEnumKind _kind;
    private readonly string _label;

    private protected EnumHandler(ITicketEnumStore enums, TicketEnumKind kind, string name, string label)
        : base(name, ListMethods.WithValue(name))
    {
        _enums = enums;
        _kind = kind;
        _label = label;
    }

    private protected override async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) =>
        [.. (await _enums.ListAsync(_kind, cancellation).ConfigureAwait(false)).Select(value => value.Name)];

    private protected override async ValueTask<RpcValue> GetAsync(string name, CancellationToken cancellation) =>
        name.Length > 0 && (await FindAsync(name, cancellation).ConfigureAwait(false)).StoredValue is { } value ? value : 0;

    private protected override ValueTask DeleteAsync(string name, CancellationToken cancellation) => name.Length == 0
        ? throw new TracException($"Cannot delete non-existent {_label}.")
        : _enums.DeleteAsync(_kind, name, scope: null, cancellation);

    private protected override async ValueTask CreateAsync(string name, RpcCall call, CancellationToken cancellation) =>
        await _enums.CreateAsync(
            _kind, new TicketEnumValue { Name = name, StoredValue = call.Argument(1).IsTrue() ? Stored(call.Arguments[1]) : "" }, scope: null, cancellation)
            .ConfigureAwait(false);

    private protected override async ValueTask UpdateAsync(string name, RpcCall call, CancellationToken cancellation)
    {
        if (name.Length == 0)
            throw new TracException("Cannot update non-existent enum.");
        var value = await FindAsync(name, cancellation).ConfigureAwait(false);
        await _enums.UpdateAsync(_kind, name, value with { StoredValue = Stored(call.Arguments[1]) }, scope: null, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<TicketEnumValue> FindAsync(string name, CancellationToken cancellation) =>
        (await _enums.ListAsync(_kind, cancellation).ConfigureAwait(false)).FirstOrDefault(value => value.Name == name)
        ?? throw new ResourceNotFoundException($"{_label} {name} does not exist.");

    /// <summary>Numbers are stored as their digits, 0 too: only a new value that has none gets the next one.</summary>
    private static string Stored(RpcValue value) => value switch
    {
        RpcInteger or RpcDouble => PythonText.Str(value),
        RpcBoolean boolean => boolean.Value ? "1" : "0",
        _ => Text(value),
    };
}
