namespace OffTrac.Sdk.Rpc;

/// <summary>Values in order.</summary>
public sealed class RpcArray : RpcValue
{
    internal const string Name = "array";

    /// <summary>Makes it.</summary>
    /// <param name="items">The values; not copied.</param>
    public RpcArray(IReadOnlyList<RpcValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Items = items;
    }

    /// <summary>Makes it.</summary>
    /// <param name="items">The values.</param>
    public RpcArray(params RpcValue[] items)
        : this((IReadOnlyList<RpcValue>)items)
    {
    }

    /// <summary>The values.</summary>
    public IReadOnlyList<RpcValue> Items { get; }

    /// <inheritdoc />
    public override string TypeName => Name;
}
