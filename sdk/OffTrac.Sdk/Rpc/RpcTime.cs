namespace OffTrac.Sdk.Rpc;

/// <summary>A date and time. Written in UTC: by XML-RPC in whole seconds, by JSON-RPC with microseconds where there are any.</summary>
public sealed class RpcTime : RpcValue
{
    internal const string Name = "DateTime";

    /// <summary>Makes it.</summary>
    /// <param name="value">The time.</param>
    public RpcTime(DateTimeOffset value) => Value = value;

    /// <summary>The time.</summary>
    public DateTimeOffset Value { get; }

    /// <inheritdoc />
    public override string TypeName => Name;

    /// <summary>The time in ISO 8601.</summary>
    public override string ToString() => Value.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
