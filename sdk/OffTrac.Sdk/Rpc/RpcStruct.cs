namespace OffTrac.Sdk.Rpc;

/// <summary>Named values in the order in which they were added.</summary>
public sealed class RpcStruct : RpcValue
{
    internal const string Name = "struct";

    private readonly OrderedDictionary<string, RpcValue> _members = new(StringComparer.Ordinal);

    /// <summary>The members.</summary>
    public IReadOnlyDictionary<string, RpcValue> Members => _members;

    /// <inheritdoc />
    public override string TypeName => Name;

    /// <summary>A member. A name that is set again keeps its place.</summary>
    /// <param name="name">Its name.</param>
    public RpcValue this[string name]
    {
        get => _members[name];
        set => _members[name] = value;
    }
}
