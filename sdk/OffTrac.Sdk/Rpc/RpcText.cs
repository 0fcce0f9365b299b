namespace OffTrac.Sdk.Rpc;

/// <summary>A text. XML-RPC brings ends of lines as CR LF, as a browser's form does; JSON-RPC as they were sent.</summary>
public sealed class RpcText : RpcValue
{
    internal const string Name = "string";

    /// <summary>Makes it.</summary>
    /// <param name="value">The text.</param>
    public RpcText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <inheritdoc />
    public override string TypeName => Name;

    /// <summary>The text.</summary>
    public override string ToString() => Value;
}
